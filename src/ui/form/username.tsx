/** For password managers: what they keep the password of this form under. Nobody sees it or stops on it. */
export function Username({ email }: { readonly email: string }) {
  return (
    <input
      class="vh"
      type="email"
      name="identifiant"
      value={email}
      autocomplete="username"
      readonly
      tabindex={-1}
      aria-label="Identifiant"
    />
  );
}
