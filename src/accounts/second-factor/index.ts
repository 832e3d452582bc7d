export { holdProved, obstacleToProof, type ProofObstacle, takeFreshProof } from './fresh-proof';
export { creationOptions } from './passkeys';
export { recoveryCodesLeft } from './recovery-codes';
export {
  confirmFactorRemoval,
  openFactorRemoval,
  withdrawFactorRemoval,
} from './removal';
export { openRemoval, type Removal } from './removal-store';
export {
  type Added,
  addOwnPasskey,
  askOwnPasskey,
  askOwnTotp,
  giveUpTotp,
  passkeyNameMaxLength,
  proveOwnTotp,
  removeOwnFactor,
  renewOwnCodes,
} from './set-up';
export { type Passkey, passkeysOf, totpSince, totpToProve } from './store';
export { totpKey } from './totp';
