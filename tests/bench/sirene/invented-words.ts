import type { Random } from './random';

const onsets = 'B C D F G J L M N P R S T V BR CL CR DR FL GR PL PR TR CH K Z QU GU V S M T'.split(' ');
const rimes = 'A E I O U AN EN IN ON OU AR EL OR IR AL IS OS UR EU AI OI ER'.split(' ');
const syllables = [...new Set(onsets.flatMap((onset) => rimes.map((rime) => onset + rime)))];
const tradeEnds =
  ',,,X,TEC,LIA,VO,NIS,DEX,RA,MAT,LEO,SYS,GO,TA,NOVA,BAT,CO,MED,LAB,NET,LOG,PRO,FIT,RIS,ZEN,KA,MO,DIA,SOL,VAL'.split(
    ',',
  );
const surnameEnds = 'ARD EAU IER ET OT IN ON AUD EL ERT AC IC OUX ELLE ANT'.split(' ');

/** Ranks of the words that could be drawn; the real registry has some millions. */
const mostWords = 10_000_000;
/** How many of the first are about as frequent as one another: no invented word is in every tenth name. */
const head = 50;
const logarithm = Math.log(mostWords / head);

/** The word of a rank: two syllables for the commonest, then three, then four, and an ending. */
function wordOf(rank: number, ends: readonly string[]): string {
  const end = ends[rank % ends.length] as string;
  let left = Math.floor(rank / ends.length);
  // Neighbours in rank are not neighbours in the alphabet.
  let word = '';
  do {
    word += syllables[((left % syllables.length) * 101 + word.length * 7) % syllables.length];
    left = Math.floor(left / syllables.length);
  } while (left > 0);
  return word + end;
}

/** Past the first ones the chance of a word is the inverse of its rank: new ones keep coming as a text grows. */
const rankFor = (random: Random) => Math.floor(head * (Math.exp(random.share() * logarithm) - 1));

export const inventedWord = (random: Random): string => wordOf(rankFor(random) + 3_000, tradeEnds);
export const inventedSurname = (random: Random): string => wordOf(rankFor(random) + 300, surnameEnds);
