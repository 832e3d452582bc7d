import Bowser from 'bowser';

/** Longest header looked at, in characters: it says what it likes. */
const longest = 400;

/** "Firefox sur Windows", by the User-Agent header; null when it says nothing known. */
export function browserOf(userAgent: string): string | null {
  if (userAgent === '') return null;
  const read = Bowser.parse(userAgent.slice(0, longest));
  const { browser, os } = read;
  if (!browser.name) return null;
  return os.name ? `${browser.name} sur ${os.name}` : browser.name;
}
