import type { InvestigationDossier } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { KeyMissing, Vault, type Opener, type Queryable } from '@redress/vault';
import { SEALED, type EvidenceItem } from '../evidence-item';
import type { InformationRequest, StoredDetermination, ThirdPartyRequest } from '../investigation-cases';

/** What an evidence item says in words. */
export interface ItemWords {
  readonly description: string;
  readonly fileName: string | null;
  readonly text: string | null;
}

/** Who was asked, and what. */
export interface ThirdPartyWords {
  readonly name: string;
  readonly request: string;
}

/** What a determination says in words. */
export type DeterminationWords = InvestigationDossier & { readonly noInvestigation?: string };

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

  async ofItem({ evidenceId, ...item }: EvidenceItem): Promise<ItemWords | undefined> {
    const open = await this.openerOnce();
    return (
      open && {
        description: open(SEALED.description(evidenceId), item.description),
        fileName: item.fileName ? open(SEALED.fileName(evidenceId), item.fileName) : null,
        text: item.text ? open(SEALED.text(evidenceId), item.text) : null,
      }
    );
  }

  async ofQuestions({ informationRequestId, content }: InformationRequest): Promise<string[] | undefined> {
    const open = await this.openerOnce();
    return open && (JSON.parse(open(SEALED.questions(informationRequestId), content)) as string[]);
  }

  async ofThirdParty({ thirdPartyId, content }: ThirdPartyRequest): Promise<ThirdPartyWords | undefined> {
    const open = await this.openerOnce();
    return open && (JSON.parse(open(SEALED.thirdParty(thirdPartyId), content)) as ThirdPartyWords);
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
