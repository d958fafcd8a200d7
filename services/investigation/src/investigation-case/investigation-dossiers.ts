import { Injectable } from '@nestjs/common';
import type { InvestigationDossier } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import type { LockedComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';

const EMPTY: InvestigationDossier = { findings: [] };

/** The sealed dossier of investigation: what was determined last, and what the complainant is asked. */
@Injectable()
export class InvestigationDossiers {
  constructor(private readonly vault: Vault) {}

  /**
   * Writes the next version, with what changes; the rest stays as it was.
   * @returns the version
   */
  async change(
    tx: Transaction,
    complaint: LockedComplaint,
    at: Date,
    change: Partial<InvestigationDossier>,
  ): Promise<number> {
    const { complaintId } = complaint;
    const before = await this.vault.readDossier<InvestigationDossier>(tx, complaintId, 'investigation', FOR_WORK);
    return this.vault.writeDossier(tx, complaint, { ...EMPTY, ...before?.content, ...change }, at);
  }
}
