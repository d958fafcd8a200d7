import type { InvestigationDossier } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { KeyMissing, Vault, type Opener, type Queryable } from '@redress/vault';
import { SEALED, type EvidenceItem } from '../evidence-item';
import type { StoredDetermination } from '../investigation-cases';

/** What a determination says in words. */
export type DeterminationWords = InvestigationDossier & { readonly noInvestigationReason?: string };

/**
 * Opens the sealed words of one complaint for one request, as far as they still exist: an erased person has none. The key
 * is read once, and only when there is something to open.
 */
export class CaseWords {
  private opener: Promise<Opener | undefined> | undefined;

  constructor(
    private readonly vault: Vault,
    private readonly from: Queryable,
    private readonly complaintId: string,
    private readonly disclosure: Disclosure,
  ) {}

  async ofItem(item: EvidenceItem): Promise<{ description: string; fileName: string } | undefined> {
    const open = await this.openerOnce();
    return (
      open && {
        description: open(SEALED.description(item.evidenceId), item.description),
        fileName: open(SEALED.fileName(item.evidenceId), item.fileName),
      }
    );
  }

  async ofDetermination({ content, determinationId }: StoredDetermination): Promise<DeterminationWords | undefined> {
    const open = await this.openerOnce();
    return open && (JSON.parse(open(SEALED.determination(determinationId), content)) as DeterminationWords);
  }

  private openerOnce(): Promise<Opener | undefined> {
    this.opener ??= this.vault.opener(this.from, this.complaintId, this.disclosure).catch((error: unknown) => {
      if (error instanceof KeyMissing) return undefined;
      throw error;
    });
    return this.opener;
  }
}
