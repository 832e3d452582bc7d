/** What the source answers, one line of the list. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
  /** Why it cannot be chosen: « établissement fermé ». */
  readonly disabled?: string;
}

/** Asks the source; rejects when it does not answer with a list, or when the signal stops it. */
export async function fetchSuggestions(url: string, signal: AbortSignal): Promise<Suggestion[]> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  const found: unknown = response.ok ? await response.json() : undefined;
  if (!Array.isArray(found)) throw new Error(`${url} answered ${response.status}`);
  return found.filter(isSuggestion);
}

function isSuggestion(item: unknown): item is Suggestion {
  return typeof item === 'object' && item !== null && 'value' in item && 'label' in item;
}
