import type { DocumentContract, SealedDossier } from '@redress/contracts';

/** The sealed dossiers of one service. */
export type DossierContract = DocumentContract<SealedDossier>;

/** What a service has to do with sealed personal data. */
export interface VaultOptions {
  /** Whether the service issues the data keys of complaints, or keeps copies of those that another one issues. */
  readonly dataKeys: 'issues' | 'copies';
  /** The dossier that it writes. */
  readonly writes?: DossierContract;
  /** Dossiers of other services, of which it keeps copies. */
  readonly copies?: readonly DossierContract[];
}
