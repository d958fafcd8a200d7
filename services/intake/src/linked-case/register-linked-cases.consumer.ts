import { complaintWithdrawn, requestRefused, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer, PausePartition } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { SubmissionJudge } from '../complaint/register-complaint/submission-judge';
import { LinkedCases } from './linked-cases';

/** Registers what goes on as another case: a complaint whose window is over (T30), a safety case that was withdrawn (T34). */
@EventConsumer()
export class RegisterLinkedCases {
  constructor(
    private readonly linkedCases: LinkedCases,
    private readonly judge: SubmissionJudge,
  ) {}

  @Consumes(requestRefused, { consumer: 'intake.register-late-reopenings' })
  async onRefused(events: readonly Received<DataOf<typeof requestRefused>>[], tx: Transaction): Promise<void> {
    const late = events.filter(({ data }) => data.kind === 'REOPENING' && data.reasonCode === 'WINDOW_OVER');
    if (late.length > 0) this.mustBeReady();
    for (const { subject, data, id } of late) {
      await this.linkedCases.afterTheWindow(tx, { complaintId: subject, requestId: data.requestId, causationId: id });
    }
  }

  @Consumes(complaintWithdrawn, { consumer: 'intake.register-internal-cases' })
  async onWithdrawn(events: readonly Received<DataOf<typeof complaintWithdrawn>>[], tx: Transaction): Promise<void> {
    const internal = events.filter(({ data }) => data.safetyCritical === true);
    if (internal.length > 0) this.mustBeReady();
    for (const { subject, data, id } of internal) {
      await this.linkedCases.goesOnInside(tx, { complaintId: subject, requestId: data.requestId, causationId: id });
    }
  }

  private mustBeReady(): void {
    if (!this.judge.isReady()) throw new PausePartition('Policy packs or directory have not been read yet');
  }
}
