import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Passkey } from './store';

/** Read at the first need: few people come here, and the library takes some memory. */
const library = () => import('@simplewebauthn/server');

const rpName = 'mon compte 2i';
const userVerification = 'preferred';

/** A passkey belongs to the host of the portal's own address. */
const hostOf = (publicUrl: string) => new URL(publicUrl).hostname;
const transportsOf = (key: Pick<Passkey, 'transports'>) => [...key.transports] as AuthenticatorTransport[];
const bytes = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'));

/** What the browser is asked, to make a passkey. `challenge`: a secret of ours, in base64url. */
export async function creationOptions(
  publicUrl: string,
  account: { id: string; email: string; name: string },
  { challenge, held }: { challenge: string; held: readonly Passkey[] },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName,
    rpID: hostOf(publicUrl),
    userID: new TextEncoder().encode(account.id),
    userName: account.email,
    userDisplayName: account.name,
    challenge: bytes(challenge),
    attestationType: 'none',
    excludeCredentials: held.map((key) => ({ id: key.id, transports: transportsOf(key) })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification },
  });
}

/** What the browser is asked, to use one of these. */
export async function requestOptions(
  publicUrl: string,
  { challenge, held }: { challenge: string; held: readonly Passkey[] },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: hostOf(publicUrl),
    challenge: bytes(challenge),
    allowCredentials: held.map((key) => ({ id: key.id, transports: transportsOf(key) })),
    userVerification,
  });
}

/** The passkey that the browser made; null when its answer does not hold. */
export async function readCreation(
  publicUrl: string,
  answer: string,
  isOurs: (challenge: string) => Promise<boolean>,
): Promise<Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'transports'> | null> {
  const response = answerOf(answer);
  if (!response) return null;
  const { verifyRegistrationResponse } = await library();
  const read = await verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge: isOurs,
    expectedOrigin: publicUrl,
    expectedRPID: hostOf(publicUrl),
    requireUserVerification: false,
  }).catch(() => null);
  if (!read?.verified) return null;
  const { id, publicKey, counter, transports = [] } = read.registrationInfo.credential;
  return { id, publicKey: Buffer.from(publicKey), counter, transports };
}

/** The passkey that signed the browser's answer, and its new counter; null when the answer does not hold. */
export async function readUse(
  publicUrl: string,
  answer: string,
  { challenge, held }: { challenge: string; held: readonly Passkey[] },
): Promise<{ id: string; counter: number } | null> {
  const response = answerOf(answer);
  const key = held.find(({ id }) => id === response?.id);
  if (!response || !key) return null;
  const { verifyAuthenticationResponse } = await library();
  const read = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: publicUrl,
    expectedRPID: hostOf(publicUrl),
    credential: {
      id: key.id,
      publicKey: new Uint8Array(key.publicKey),
      counter: key.counter,
      transports: transportsOf(key),
    },
    requireUserVerification: false,
  }).catch(() => null);
  return read?.verified ? { id: key.id, counter: read.authenticationInfo.newCounter } : null;
}

const answerSchema = z.looseObject({ id: z.string(), response: z.looseObject({}) });

/** Of the shape that the library reads; it judges the rest. */
function answerOf(text: string) {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
