import { expect, it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { mouse } from './hands';
import { people } from './person';
import { claire, confirm, demonstrationPassword, fillRequest, nadia, openNotified, send } from './steps';

const served = useServed();
const start = people(served, useBrowser(), mouse);

const refusedSubject = "Votre demande de compte n'est pas acceptée";

it('a refusal gives its reason, and the person may ask again', async () => {
  const asker = { email: 'pierre.morel@courrier.example', firstName: 'Pierre', lastName: 'Morel' };
  const person = await start();
  await fillRequest(person, asker);
  await send(person);
  await confirm(person, asker);

  const administrator = await start();
  await openNotified(administrator, claire);
  await administrator.write('Motif', 'Demandez plutôt le site de Paris.');
  await administrator.press('Refuser');
  await administrator.see('La demande est refusée');
  await administrator.see('Claire Vasseur');
  await administrator.check('refused');

  await person.openMail(asker.email, refusedSubject);
  await person.see('Demandez plutôt le site de Paris.');
  await person.openMail(asker.email, 'Votre demande de compte est en attente de validation');
  await person.followMailed('/demande-de-compte/suivi');
  await person.see(/^refusée$/i);
  await person.check('following a refused request');

  await fillRequest(person, asker);
  await send(person);
  await served.mailsTo(asker.email, 'Confirmez votre adresse email', 2);
});

it('a blocked address is told so again each time it asks for this site', async () => {
  const asker = { email: 'denis.garnier@courrier.example', firstName: 'Denis', lastName: 'Garnier' };
  const person = await start();
  await fillRequest(person, asker);
  await send(person);
  await confirm(person, asker);

  const administrator = await start();
  await openNotified(administrator, claire);
  await administrator.press('Bloquer');
  await administrator.check('blocking without a reason');
  await administrator.write('Motif', 'Personne ne vous connaît ici.');
  await administrator.press('Bloquer');
  await administrator.see('Refusée et bloquée');
  await administrator.check('blocked');

  await fillRequest(person, asker);
  await send(person);
  const mails = await served.mailsTo(asker.email, refusedSubject, 2);
  expect(mails.at(-1)?.text).toContain('Personne ne vous connaît ici.');
  expect(mails.filter((mail) => mail.subject === 'Confirmez votre adresse email')).toHaveLength(1);
});

it('of two administrators at once, the second is told who decided and when', async () => {
  const [first, second] = [await start(), await start()];
  for (const [administrator, email] of [
    [first, claire],
    [second, nadia],
  ] as const) {
    await administrator.open('/accueil');
    await administrator.signIn(email, demonstrationPassword);
    await administrator.follow(/^Décider .*Mehdi Roussel$/);
  }
  await first.write('Motif', 'Le cabinet ne nous suit plus.');
  await first.press('Refuser');
  await second.press('Valider');
  await second.see(/Cette demande a déjà été traitée le .* par Claire Vasseur/);
  await second.check('decided by another');
});

it('somebody who may not decide is told who can; a stranger finds nothing', async () => {
  const administrator = await start();
  await administrator.open('/accueil');
  await administrator.signIn(claire, demonstrationPassword);
  await administrator.follow(/^Décider .*Hugo Tessier$/);
  const request = administrator.path;

  const colleague = await start();
  await colleague.open(request);
  await colleague.signIn('farid.benali@ge-support.example', demonstrationPassword);
  await colleague.see("Un administrateur de l'établissement peut le faire pour vous.");
  await colleague.check('not allowed');

  const stranger = await start();
  await stranger.open(request);
  await stranger.signIn('hugo.tessier@ge-support.example', demonstrationPassword);
  expect(stranger.path).toBe(request);
  const stranded = await stranger.page.content();
  await stranger.open(request.replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000'));
  expect(await stranger.page.content()).toBe(stranded);
  await stranger.check('nothing there');
});
