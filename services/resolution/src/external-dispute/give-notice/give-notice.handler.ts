import { Inject, Injectable } from '@nestjs/common';
import { obstaclesOf, WrongFields, type FieldFault, type Obstacle } from '@redress/commands';
import type { Actor, IntakeDossier } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { Custody } from '@redress/lifecycle';
import { Database, type Transaction } from '@redress/persistence';
import { KeyMissing, TrackingCodes, Vault, type TrackingCodeRefusal } from '@redress/vault';
import { CaseDesk } from '../../resolution-case/case-desk';
import { complainantIsInTheCase } from '../../resolution-case/domain/rules/complainant-is-in-the-case.rule';
import { ResolutionCases } from '../../resolution-case/resolution-cases';
import { NoteDispute, type DisputeNotice } from '../note-dispute';

/** What a visitor asks who says to be the complainant. */
export interface GiveNotice {
  readonly complaintNo: string;
  readonly trackingCode: string;
  /** Absent: the visitor only looks. */
  readonly notice?: DisputeNotice | undefined;
}

export type NoticeReply =
  /** Notice can be given; with what was wrong with the one that came. */
  | { readonly kind: 'POSSIBLE'; readonly complaintNo: string; readonly faults: readonly FieldFault[] }
  | { readonly kind: 'NOTED'; readonly complaintNo: string }
  /** It cannot be given, for this reason; told only to the complainant. */
  | { readonly kind: 'NOT_POSSIBLE'; readonly obstacle: Obstacle }
  /** `UNKNOWN` as well when nothing was found out yet. */
  | TrackingCodeRefusal
  /** The person was erased: no proof is possible any more. */
  | { readonly kind: 'ERASED' };

const COMPLAINANT: Actor = { kind: 'COMPLAINANT', id: 'portal' };

/** Takes notice of a dispute outside from the complainant, by number and tracking code (T32). */
@Injectable()
export class GiveNoticeHandler {
  constructor(
    private readonly database: Database,
    private readonly cases: ResolutionCases,
    private readonly desk: CaseDesk,
    private readonly disputes: NoteDispute,
    private readonly codes: TrackingCodes,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
  ) {}

  async handle(given: GiveNotice): Promise<NoticeReply> {
    try {
      return await this.database.transaction((tx) => this.answer(tx, given));
    } catch (error) {
      if (error instanceof KeyMissing) return { kind: 'ERASED' };
      if (!(error instanceof WrongFields)) throw error;
      const reply = await this.handle({ ...given, notice: undefined });
      return reply.kind === 'POSSIBLE' ? { ...reply, faults: error.faults } : reply;
    }
  }

  private async answer(
    tx: Transaction,
    { complaintNo: typed, trackingCode, notice }: GiveNotice,
  ): Promise<NoticeReply> {
    const numbered = await this.cases.ofNumber(tx, typed.replace(/\s/g, ''));
    if (!numbered) return this.codes.wrong(tx, undefined);
    const { complaintId, complaintNo, partyId } = numbered;
    await this.custody.lock(tx, complaintId);
    const closed = await this.codes.closedTo(tx, partyId, trackingCode, () =>
      this.vault.readDossier<IntakeDossier>(tx, partyId, 'intake', FOR_WORK),
    );
    if (closed) return closed;
    const situation = await this.desk.situationOf(tx, complaintId);
    const [obstacle] = [
      ...obstaclesOf(complainantIsInTheCase(situation, partyId)),
      ...this.disputes.obstacles(situation),
    ];
    if (obstacle) return { kind: 'NOT_POSSIBLE', obstacle };
    if (!notice) return { kind: 'POSSIBLE', complaintNo, faults: [] };
    const held = await this.custody.hold(tx, complaintId);
    await this.disputes.note(tx, held, situation, notice, {
      actor: COMPLAINANT,
      openedBy: COMPLAINANT.id,
      partyId,
    });
    return { kind: 'NOTED', complaintNo };
  }
}
