export { type Principal, type PrincipalKind } from './principal';
export { InvalidToken, IssuerUnavailable, TokenVerifier, type TokenVerifierOptions } from './token-verifier';
export { KeyRing, UnknownRingKey, type WrappedKey } from './key-ring';
export { mailRecipientOf } from './mail-recipient';
export { networkOf } from './network-of';
export { newDataKey, seal, SealBroken, unseal, unsealText } from './sealing';
export { randomBytesFromPool } from './random-pool';
export { maskEmail, maskName, maskPhone } from './masking';
export { Directory, InMemoryDirectory, type DirectoryPerson, type DirectoryUnit } from './directory';
export {
  AccessDenied,
  authorise,
  DirectoryNotReady,
  requireScope,
  type Grantor,
  type Missing,
  type Requirement,
} from './authorise';
