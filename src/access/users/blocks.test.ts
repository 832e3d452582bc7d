import { describe, expect, it } from 'vitest';
import { useInviting } from '../../../tests/support/inviting';
import { neighbour, sendAndConfirm } from '../../../tests/support/people';

const { app, as, asClaire, fresh, member, usersPath } = useInviting();

describe('an address blocked', () => {
  it('is listed with its reason, and may ask again once the block is lifted', async () => {
    const email = 'bloquee@utilisateurs.example';
    const id = await sendAndConfirm(app, { email });
    await app.post(
      `${usersPath}/demandes/${id}`,
      { decision: 'bloquer', motif: 'Inconnue ici.' },
      await asClaire(),
    );
    const { body } = await app.get(usersPath, await asClaire());
    expect(body).toContain('Adresses bloquées');
    expect(body).toContain('Inconnue ici.');
    const block = /name="blocage" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const stranger = await member(fresh(), { ...neighbour, role: 'establishment_administrator' });
    const theirs = `/etablissements/${neighbour.siret}/utilisateurs`;
    expect((await app.post(theirs, { geste: 'debloquer', blocage: block }, await as(stranger))).status).toBe(
      404,
    );
    for (let press = 0; press < 2; press++) {
      const lifted = await app.post(usersPath, { geste: 'debloquer', blocage: block }, await asClaire());
      expect(lifted.location).toBe(`${usersPath}?fait=debloque`);
    }
    expect((await app.get(usersPath, await asClaire())).body).not.toContain('Adresses bloquées');
    app.clock.advance(16 * 60_000);
    await sendAndConfirm(app, { email });
    expect((await app.get(usersPath, await asClaire())).body).toContain('1 demande attend votre décision');
  });
});
