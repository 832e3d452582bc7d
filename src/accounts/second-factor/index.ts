export { creationOptions } from './passkeys';
export { recoveryCodesLeft } from './recovery-codes';
export {
  addOwnPasskey,
  askOwnPasskey,
  askOwnTotp,
  passkeyNameMaxLength,
  proveOwnTotp,
  removeOwnFactor,
  renewOwnCodes,
} from './set-up';
export { findTotp, type Passkey, passkeysOf } from './store';
export { totpKey } from './totp';
