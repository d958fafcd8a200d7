export { KeepDataKeys, keepDossiers } from './keep-sealed-copies.consumer';
export { OwnDataKeys, OwnDossiers } from './own-sealed-documents';
export { disclosureNote } from './disclosure-note';
export {
  type ClosedDossier,
  dossierName,
  KeyMissing,
  type OpenDossier,
  type Opener,
  type Queryable,
  Vault,
} from './vault';
export {
  type ColumnName,
  contextOf,
  dossierContext,
  sealedColumn,
  type SealedPlace,
  sealedVersionedColumn,
} from './sealed-place';
export { GUESSING_FROM, WRONG_TRACKING_CODES, WrongCodeAlarm, WrongCodes, type WrongCodeLimit } from './wrong-codes';
export { TrackingCodes, type TrackingCodeRefusal } from './tracking-codes';
export { vaultMigrations } from './vault.migration';
export { type DossierContract, type VaultOptions } from './vault-options';
