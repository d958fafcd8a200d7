import { Injectable } from '@nestjs/common';
import { CaseAccess } from '@redress/access';
import { Blocked, mustBeFree, NotFound, type Caller } from '@redress/commands';
import { ACCESS, type LetterWay, type ToldBy } from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import { StaleVersion, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { sealedColumn, Vault } from '@redress/vault';
import type { LetterChanged } from '../domain/letter-changed';
import { obstaclesToTell } from '../domain/rules/told-by-staff.rule';
import { SqlCustodyView, type ComplaintView } from '../sql-custody-view';
import { SqlLetters, type LetterRow, type Telling } from '../sql-letters';
import { TellComplainants } from './tell-complainants';

/** How a member of staff told the complainant. */
export type StaffTelling =
  | { readonly by: Extract<ToldBy, 'HANDED_OVER' | 'POSTED' | 'FAXED'>; readonly proof: string }
  | { readonly by: Extract<ToldBy, 'READ_OUT'>; readonly contactId: string };

export interface TellLetter {
  readonly letterId: string;
  readonly telling: StaffTelling;
  readonly actor: Caller;
  readonly expectedVersion?: number | undefined;
}

const PAPER: LetterWay = 'PRINT';

/** Where the proof of a delivery on paper lies. */
const proofPlace = sealedColumn('letter_dispatch.proof');

/** Records that a member of staff told a complainant of a letter: read out in a contact, handed over, posted, faxed (CM-11). */
@Injectable()
export class TellLetterHandler {
  constructor(
    private readonly letters: SqlLetters,
    private readonly custody: SqlCustodyView,
    private readonly contacts: Contacts,
    private readonly vault: Vault,
    private readonly telling: TellComplainants,
    private readonly clock: BusinessClock,
    private readonly caseAccess: CaseAccess,
  ) {}

  /** @throws NotFound, AccessDenied, StaleVersion, Blocked, NotCaughtUp, WrongFields */
  async handle(tx: Transaction, { letterId, telling, actor, expectedVersion }: TellLetter): Promise<LetterChanged> {
    const seen = await this.letters.find(tx, letterId);
    if (!seen) throw new NotFound('letter');
    const { complaintId } = seen;
    await this.caseAccess.mustSee(tx, complaintId, actor, ACCESS.notification.tellLetter);
    const letter = (await this.letters.find(tx, letterId, { lock: true })) as LetterRow;
    if (expectedVersion !== undefined && letter.version !== expectedVersion) {
      throw new StaleVersion('letter', letter.version);
    }
    mustBeFree(obstaclesToTell({ ...letter, isWritten: letter.content !== null }));
    const told = await this.told(tx, letter, telling);
    await this.telling.tell(tx, [complaintId], [{ letterId, person: actor.sub, ...told }], { actor: actor.onStory });
    const { state, stateSeq } = (await this.custody.find(tx, complaintId)) as ComplaintView;
    const { status, version } = (await this.letters.find(tx, letterId)) as LetterRow;
    return { letterId, complaintId, status, version, state, stateSeq };
  }

  private async told(
    tx: Transaction,
    { complaintId, letterId, requestedAt }: LetterRow,
    telling: StaffTelling,
  ): Promise<Omit<Telling, 'letterId' | 'person'>> {
    if (telling.by === 'READ_OUT') {
      const { contactId, at, twoWay } = await this.contacts.named(tx, complaintId, telling.contactId);
      if (!twoWay) throw new Blocked({ code: 'CONTACT_NOT_TWO_WAY' });
      if (at < requestedAt) throw new Blocked({ code: 'CONTACT_BEFORE_LETTER' });
      return { by: telling.by, at, contactId };
    }
    const proof = await this.vault.seal(tx, complaintId, proofPlace(`${letterId}/${PAPER}`), telling.proof);
    return { by: telling.by, at: this.clock.now(), way: PAPER, proof };
  }
}
