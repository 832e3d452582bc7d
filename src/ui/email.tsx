/**
 * An e-mail address as text: a narrow place cuts it before its « @ », never at a hyphen if it can. A closed account has
 * none any more.
 */
export function Email({ address }: { readonly address: string }) {
  if (address === '') return <>compte fermé</>;
  const at = address.lastIndexOf('@');
  if (at < 0) return <>{address}</>;
  return (
    <>
      <span class="bloc">{address.slice(0, at)}</span>
      <span class="bloc">{address.slice(at)}</span>
    </>
  );
}

interface NameAndEmailProps {
  readonly name: string | null;
  readonly email: string | null;
  /** Shown when there is nobody. */
  readonly otherwise?: string;
}

/** A person in a cell of a table: their name, their address under it. */
export function NameAndEmail({ name, email, otherwise = '–' }: NameAndEmailProps) {
  if (!name && !email) return <>{otherwise}</>;
  return (
    <span>
      {name}
      {email && (
        <span class={name ? 'sous' : undefined}>
          <Email address={email} />
        </span>
      )}
    </span>
  );
}
