import { Inject } from '@nestjs/common';
import { complaintDetermined, type DataOf, type Received } from '@redress/contracts';
import { Custody, type ParticipantOf } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { ResolutionCases } from '../resolution-cases';

/** Investigation handed a determined complaint over: a round of putting it right begins (T15), or goes on after a rework (T16). */
@EventConsumer()
export class OpenCaseWhenComplaintDetermined {
  constructor(
    private readonly cases: ResolutionCases,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
  ) {}

  @Consumes(complaintDetermined, { consumer: 'resolution.open-case' })
  async on(events: readonly Received<DataOf<typeof complaintDetermined>>[], tx: Transaction): Promise<void> {
    // Who is responsible may have changed in the log while investigation did not know it yet.
    const complaints = await this.custody.lockAll(
      tx,
      events.map(({ subject }) => subject),
    );
    await this.cases.open(
      tx,
      events.map(({ subject, time, data }) => ({
        complaintId: subject,
        complaintNo: data.complaintNo,
        organisationId: data.organisationId,
        determinationId: data.determinationId,
        round: data.round ?? 1,
        unitId: complaints.get(subject)?.unitId ?? data.unitId,
        handlerId: complaints.get(subject)?.handlerId ?? data.handlerId,
        verdict: data.verdict,
        reasonableness: data.reasonableness,
        openedAt: time,
      })),
    );
    this.custody.noteParticipants(
      tx,
      events.flatMap(({ subject: complaintId, data }): ParticipantOf[] => [
        { complaintId, personId: data.investigatorId, part: 'INVESTIGATOR' },
        { complaintId, personId: data.handlerId, part: 'HANDLER' },
      ]),
    );
  }
}
