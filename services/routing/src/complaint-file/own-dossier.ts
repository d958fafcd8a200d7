import { Injectable } from '@nestjs/common';
import type { RoutingDossier } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import type { LockedComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';

/** What routing tells complainants in words: one sealed dossier a complaint, with the newest of each kind. */
@Injectable()
export class OwnDossier {
  constructor(private readonly vault: Vault) {}

  /**
   * Adds words to the dossier; those of the same kind are replaced.
   * @returns the version, to be named on the event that needs it
   * @throws KeyMissing when the data key of the complaint is not here
   */
  async write(tx: Transaction, complaint: LockedComplaint, words: RoutingDossier, at: Date): Promise<number> {
    const { complaintId } = complaint;
    const before = await this.vault.readDossier<RoutingDossier>(tx, complaintId, 'routing', FOR_WORK);
    return this.vault.writeDossier(tx, complaint, { ...before?.content, ...words }, at);
  }
}
