import { Injectable } from '@nestjs/common';
import type { InvestigationDossier } from '@redress/contracts';
import { KeyMissing, Vault, type Queryable } from '@redress/service-host';
import { SEALED, type EvidenceItem } from '../evidence-item';
import type { StoredDetermination } from '../investigation-cases';

/** What a determination says in words. */
export type DeterminationWords = InvestigationDossier & { readonly noInvestigationReason?: string };

/** Opens the sealed words of a case, as far as they still exist: an erased person has none. */
@Injectable()
export class CaseWords {
  constructor(private readonly vault: Vault) {}

  async ofItem(
    from: Queryable,
    { complaintId, description, fileName }: EvidenceItem,
  ): Promise<{ description: string; fileName: string } | undefined> {
    return whileKeyIsHere(async () => ({
      description: await this.vault.unseal(from, complaintId, SEALED.description, description),
      fileName: await this.vault.unseal(from, complaintId, SEALED.fileName, fileName),
    }));
  }

  async ofDetermination(
    from: Queryable,
    complaintId: string,
    { content }: StoredDetermination,
  ): Promise<DeterminationWords | undefined> {
    return whileKeyIsHere(
      async () =>
        JSON.parse(await this.vault.unseal(from, complaintId, SEALED.determination, content)) as DeterminationWords,
    );
  }
}

async function whileKeyIsHere<T>(open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof KeyMissing) return undefined;
    throw error;
  }
}
