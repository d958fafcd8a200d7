import { Injectable } from '@nestjs/common';
import type { IntakeDossier } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { KeyMissing, Vault, type Queryable } from '@redress/vault';

/** Tells cases of the enterprise itself, which no one outside complained about, from those with a complainant. */
@Injectable()
export class Complainants {
  constructor(private readonly vault: Vault) {}

  /** Whether no one can be asked or told: a case without a complainant of its own, in which no one else has joined. */
  async areNone(from: Queryable, complaintId: string): Promise<boolean> {
    try {
      const dossier = await this.vault.readDossier<IntakeDossier>(from, complaintId, 'intake', FOR_WORK);
      return dossier?.content.submission.complainant.type === 'NONE';
    } catch (error) {
      // A person who was erased had complained.
      if (error instanceof KeyMissing) return false;
      throw error;
    }
  }
}
