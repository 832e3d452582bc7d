/** An e-mail address as text: a narrow place cuts it before its « @ », never at a hyphen if it can. */
export function Email({ address }: { readonly address: string }) {
  const at = address.lastIndexOf('@');
  if (at < 0) return <>{address}</>;
  return (
    <>
      <span class="bloc">{address.slice(0, at)}</span>
      <span class="bloc">{address.slice(at)}</span>
    </>
  );
}
