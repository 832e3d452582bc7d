import { startAuthentication, startRegistration } from '@simplewebauthn/browser';

// A form that carries what the browser is asked, and sends its answer in « reponse ».
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void answer(form);
  });
}

async function answer(form: HTMLFormElement): Promise<void> {
  const alert = form.querySelector<HTMLElement>('[role=alert]');
  const field = form.elements.namedItem('reponse');
  if (!alert || !(field instanceof HTMLInputElement)) return;
  alert.hidden = true;
  try {
    const optionsJSON = JSON.parse(form.dataset.options ?? '{}');
    const answered =
      form.dataset.passkey === 'create'
        ? await startRegistration({ optionsJSON })
        : await startAuthentication({ optionsJSON });
    field.value = JSON.stringify(answered);
    form.submit();
  } catch (error) {
    alert.textContent = sentenceFor(error instanceof Error ? error.name : '');
    alert.hidden = false;
  }
}

function sentenceFor(name: string): string {
  switch (name) {
    case 'NotAllowedError':
    case 'AbortError':
      return 'La demande a été annulée, ou le délai est passé. Recommencez.';
    case 'InvalidStateError':
      return 'Cette clé est déjà celle de votre compte.';
    case 'SecurityError':
      return 'Une clé d’accès ne sert qu’à l’adresse officielle du site : vérifiez celle de cette page.';
    default:
      return 'Votre navigateur n’a pas pu utiliser de clé d’accès. Essayez-en un autre, ou un autre moyen.';
  }
}
