import { Injectable } from '@nestjs/common';
import type { IntakeDossier } from '@redress/contracts';
import type { Reading } from '@redress/disclosure';
import { dossierName, KeyMissing, Vault, type Queryable } from '@redress/vault';

/** How the log of disclosures names it. */
export const INTAKE_DOSSIER = dossierName('intake');

/** The dossier of a complaint, opened. */
@Injectable()
export class IntakeDossiers {
  constructor(private readonly vault: Vault) {}

  /** The newest version, or undefined once the person was erased. */
  async read(
    from: Queryable,
    complaintId: string,
    reading: Reading,
  ): Promise<{ readonly version: number; readonly content: IntakeDossier } | undefined> {
    try {
      return await this.vault.readDossier<IntakeDossier>(from, complaintId, 'intake', reading);
    } catch (error) {
      if (error instanceof KeyMissing) return undefined;
      throw error;
    }
  }
}
