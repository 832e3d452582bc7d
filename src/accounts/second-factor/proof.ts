import { hash } from 'node:crypto';
import { z } from 'zod';
import type { BehaviourContext } from '../../platform/behaviour';
import type { FieldErrors } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { queueMail } from '../../platform/mail';
import { recoveryCodeUsedMail } from '../mails/recovery-code-used';
import type { AccountSummary } from '../store';
import { readUse } from './passkeys';
import { useRecoveryCode } from './recovery-codes';
import { notePasskeyUse, passkeysOf, takeTotpCode } from './store';

/** What the person answers: a code of their application, a recovery code, or what their passkey signed. */
export const proofSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('code'), code: z.string().max(20) }),
  z.object({ kind: z.literal('recovery'), code: z.string().max(40) }),
  z.object({ kind: z.literal('passkey'), answer: z.string().max(20_000) }),
]);
export type Proof = z.output<typeof proofSchema>;

/** What a passkey signs: made of the waiting sign-in, so that what it signed for another is worth nothing. */
export const challengeOf = (secret: string) => hash('sha256', `passkey ${secret}`, 'base64url');

/** Uses the proof up; false when it is wrong, or has served. */
export async function takeProof(
  { tx, now, kernel }: BehaviourContext,
  { id: accountId, email, firstName }: AccountSummary,
  secret: string,
  proof: Proof,
): Promise<boolean> {
  switch (proof.kind) {
    case 'code':
      return takeTotpCode(tx, kernel.seal, { accountId, code: proof.code, now });
    case 'recovery': {
      const left = await useRecoveryCode(tx, accountId, proof.code, now);
      if (left === null) return false;
      const mail = { accountId, to: email, firstName, at: now, left, publicUrl: kernel.publicUrl };
      await queueMail(tx, recoveryCodeUsedMail(mail), now);
      return true;
    }
    case 'passkey': {
      const asked = { challenge: challengeOf(secret), held: await passkeysOf(tx, accountId) };
      const use = await readUse(kernel.publicUrl, proof.answer, asked);
      return use !== null && (await notePasskeyUse(tx, { accountId, ...use, now }));
    }
  }
}

/** The proof, and what is said when it is wrong; or what is missing. */
export function readProof(
  form: Call['form'],
): { proof: Proof; wrong: FieldErrors } | { errors: FieldErrors } {
  const { geste, code = '', secours = '', reponse = '' } = form;
  switch (geste) {
    case 'secours':
      if (secours.trim() === '') return { errors: { secours: 'Saisissez un code de secours.' } };
      return {
        proof: { kind: 'recovery', code: secours },
        wrong: { secours: 'Ce code de secours est incorrect, ou il a déjà servi. Essayez-en un autre.' },
      };
    case 'cle':
      return {
        proof: { kind: 'passkey', answer: reponse },
        wrong: { '': "Cette clé d'accès n'a pas été reconnue. Recommencez, ou choisissez un autre moyen." },
      };
    default: {
      const digits = code.replace(/\s/gu, '');
      if (!/^\d{6}$/.test(digits)) {
        return { errors: { code: 'Saisissez les 6 chiffres que votre application affiche.' } };
      }
      return {
        proof: { kind: 'code', code: digits },
        wrong: {
          code: "Ce code est incorrect, trop ancien, ou il a déjà servi. Attendez le suivant, et vérifiez l'heure de votre téléphone.",
        },
      };
    }
  }
}
