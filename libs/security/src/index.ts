export { type Principal, type PrincipalKind } from './principal';
export { InvalidToken, IssuerUnavailable, TokenVerifier, type TokenVerifierOptions } from './token-verifier';
export { KeyRing, UnknownRingKey, type WrappedKey } from './key-ring';
export { mailRecipientOf } from './mail-recipient';
export { networkOf } from './network-of';
export { newDataKey, seal, SealBroken, unseal, unsealText } from './sealing';
export { randomBytesFromPool } from './random-pool';
export { maskEmail, maskName, maskPhone } from './masking';
export {
  Directory,
  InMemoryDirectory,
  type DirectoryPerson,
  type DirectorySource,
  type DirectoryUnit,
} from './directory';
export { canonicalSubmission, signSubmission, type SubmissionToSign } from './submission-signature';
export { SourceKeys, UnusableSourceKeys } from './source-keys';
export {
  AccessDenied,
  authorise,
  authoriseAtMachineEndpoint,
  DirectoryNotReady,
  type Grantor,
  type Missing,
  type Requirement,
} from './authorise';
