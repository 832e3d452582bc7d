import Bowser from 'bowser';

/** Longest header looked at, in characters: it says what it likes. */
const longest = 400;

/** "Firefox sur Windows", by the User-Agent header; null when it says nothing known. */
export function browserOf(userAgent: string): string | null {
  if (userAgent === '') return null;
  const { browser, os } = Bowser.parse(userAgent.slice(0, longest));
  if (!isKnown(browsers, browser.name)) return null;
  return isKnown(systems, os.name) ? `${browser.name} sur ${os.name}` : browser.name;
}

// Of an unknown browser the library gives the header's own words, which anybody may write.
const browsers = new Set<string>(Object.values(Bowser.BROWSER_MAP));
const systems = new Set<string>(Object.values(Bowser.OS_MAP));
const isKnown = (known: ReadonlySet<string>, name: string | undefined): name is string =>
  name !== undefined && known.has(name);
