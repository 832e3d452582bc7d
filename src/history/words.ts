import { historySentence } from '../access';
import type { HistoryLine } from './queries/history';

/** What happened, in French. */
export const eventOf = ({ action, details }: HistoryLine): string =>
  historySentence(action, details) ?? action;

/** Who did it. */
export function doerOf({ actorKind, by, byAgent, byElsewhere }: HistoryLine): string {
  if (actorKind === 'system') return 'Automatique';
  if (actorKind === 'visitor') return 'La personne elle-même';
  if (byElsewhere) return "Un administrateur de l'entreprise";
  return byAgent ? `${by ?? 'Agent'} (OPCO)` : (by ?? 'Compte fermé');
}
