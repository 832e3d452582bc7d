/** Adds « Afficher » beside a password: the button says what it does, a live region what has been done. */
export function addReveal(box: HTMLElement): void {
  const input = box.querySelector('input');
  if (!input) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'bouton secret__voir';
  button.setAttribute('aria-controls', input.id);
  const status = document.createElement('span');
  status.className = 'vh';
  status.setAttribute('role', 'status');

  const show = (visible: boolean) => {
    input.type = visible ? 'text' : 'password';
    button.textContent = visible ? 'Masquer' : 'Afficher';
    button.setAttribute('aria-label', visible ? 'Masquer le mot de passe' : 'Afficher le mot de passe');
  };
  button.addEventListener('click', () => {
    const visible = input.type === 'password';
    show(visible);
    status.textContent = visible ? 'Mot de passe affiché' : 'Mot de passe masqué';
  });
  // Sent as a password again, or the browser would neither offer to keep it nor hide it in its history.
  input.form?.addEventListener('submit', () => show(false));
  show(false);
  box.append(button, status);
}
