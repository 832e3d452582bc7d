import { expect, it } from 'vitest';
import { sql } from '../../src/platform/database';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { mouse } from './hands';
import { Person } from './person';
import { claire, demonstrationPassword } from './steps';

const served = useServed();
const browser = useBrowser();
const nadia = 'nadia.ferrand@ge-support.example';
const path = '/mon-profil/double-authentification';

/** Somebody whose device makes passkeys and asks for a fingerprint; `present`: whether they give it. */
async function withDevice() {
  const visitor = await browser.visit();
  const device = await visitor.context.newCDPSession(visitor.page);
  await device.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasUserVerification: true } as const;
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, automaticPresenceSimulation: true, isUserVerified: true },
  });
  const present = (enabled: boolean) =>
    device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  return { person: new Person(served, visitor, mouse), visitor, device, authenticatorId, present };
}

it('a passkey is made, signs in after the password, and is removed', async () => {
  const { person, visitor, device, authenticatorId, present } = await withDevice();
  await person.open(path);
  await person.signIn(nadia, demonstrationPassword);
  await person.press("Ajouter une clé d'accès");
  await person.check('a passkey to make');
  await person.write('Un nom pour la reconnaître', 'Ordinateur du bureau');
  await person.press('Créer la clé');
  await person.see('La double authentification est active.');
  await person.follow('Je les ai notés');
  await person.see('Ordinateur du bureau');
  await person.check('second factor, a passkey');

  await person.open('/accueil');
  await person.signOut();
  await person.signIn(nadia, demonstrationPassword);
  await person.check('second step, by a passkey');
  // Nobody touches the device: the browser's question is given up, which the page says.
  await present(false);
  await visitor.page.evaluate(() => {
    navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await visitor.page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click();
  await person.see('La demande a été annulée, ou le délai est passé.');
  await person.check('second step, given up');
  await present(true);
  await visitor.page.reload();
  await person.press("Utiliser ma clé d'accès");
  await person.see('Bonjour Nadia');
  const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials.map(({ signCount }) => signCount)).toEqual([2]);

  await person.open(path);
  await person.unfold('Retirer');
  await person.within("Clés d'accès").write('Votre mot de passe', demonstrationPassword);
  await person.press('Retirer cette clé');
  await person.see('Votre mot de passe suffit');
});

/** Signs in, and makes a passkey that is not so new that it proves nothing. */
async function holder(email: string) {
  const held = await withDevice();
  const { person, device, authenticatorId } = held;
  await person.open(path);
  await person.signIn(email, demonstrationPassword);
  await person.press("Ajouter une clé d'accès");
  await person.press('Créer la clé');
  await person.see('La double authentification est active.');
  await sql`update passkey set added_at = added_at - interval '2 days'`.execute(served.database.owner);
  const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId });
  const [credential] = credentials;
  if (!credential) throw new Error('no passkey was made');
  return { ...held, credential };
}

it('a passkey proves who asks for a bank account, and who validates it; that of somebody else does not', async () => {
  const { person: administrator, credential } = await holder(claire);
  await administrator.open('/etablissements/42421043300019/donnees/coordonnees-bancaires');
  await administrator.write('Titulaire du compte', 'GE SUPPORT FRANCE');
  await administrator.write('IBAN', 'DE89 3704 0044 0532 0130 00');
  await administrator.write('BIC', 'COBADEFF');
  await administrator.press('Demander ce changement');
  await administrator.see("Confirmez que c'est vous");
  await administrator.check('a fresh proof, by a passkey');
  await administrator.press("Utiliser ma clé d'accès");
  await administrator.see("C'est demandé");

  const accountant = await holder('helene.royer@agents-2i.example');
  const { person: agent, device, authenticatorId } = accountant;
  await agent.open('/agents/coordonnees-bancaires');
  await agent.follow(/^Étudier/);
  await agent.press('Valider ce compte');
  await agent.see("Confirmez que c'est vous");
  // Claire's, at hand on the accountant's device, and asked for by a page that somebody has changed.
  await device.send('WebAuthn.addCredential', { authenticatorId, credential });
  const hers = Buffer.from(credential.credentialId, 'base64').toString('base64url');
  await agent.page.locator('form[data-passkey]').evaluate((form: HTMLElement, id) => {
    const options = JSON.parse(form.dataset.options ?? '{}');
    form.dataset.options = JSON.stringify({ ...options, allowCredentials: [{ id, type: 'public-key' }] });
  }, hers);
  await agent.press("Utiliser ma clé d'accès");
  await agent.see("Cette clé d'accès n'a pas été reconnue.");
  await agent.check("a fresh proof, somebody else's passkey");
  await agent.press("Utiliser ma clé d'accès");
  await agent.see('Compte validé');
  await administrator.page.reload();
  await administrator.see('DE89 3704 0044 0532 0130 00');
});

it('a copy of a passkey, whose counter has not grown, opens nothing', async () => {
  const { person, device, authenticatorId } = await withDevice();
  await person.open(path);
  await person.signIn(nadia, demonstrationPassword);
  await person.press("Ajouter une clé d'accès");
  await person.press('Créer la clé');
  await person.check('recovery codes, of a passkey');
  const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId });
  const [copy] = credentials;
  if (!copy) throw new Error('no passkey was made');
  await person.open('/accueil');
  await person.signOut();
  await person.signIn(nadia, demonstrationPassword);
  await person.press("Utiliser ma clé d'accès");
  await person.see('Bonjour Nadia');
  await person.signOut();

  const { credentialId } = copy;
  await device.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
  await device.send('WebAuthn.addCredential', { authenticatorId, credential: { ...copy, signCount: 0 } });
  await person.signIn(nadia, demonstrationPassword);
  await person.press("Utiliser ma clé d'accès");
  await person.see("Cette clé d'accès n'a pas été reconnue.");
});
