import { Injectable } from '@nestjs/common';
import type { IntakeDossier } from '@redress/contracts';
import { KeyMissing, Vault, type Queryable } from '@redress/vault';

/** The dossier of a complaint, opened. */
@Injectable()
export class IntakeDossiers {
  constructor(private readonly vault: Vault) {}

  /** The newest version, or undefined once the person was erased. */
  async read(
    from: Queryable,
    complaintId: string,
  ): Promise<{ readonly version: number; readonly content: IntakeDossier } | undefined> {
    try {
      return await this.vault.readDossier<IntakeDossier>(from, complaintId, 'intake');
    } catch (error) {
      if (error instanceof KeyMissing) return undefined;
      throw error;
    }
  }
}
