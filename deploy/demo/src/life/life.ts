import { SAMPLE_SOURCE } from '@redress/local';
import type { Complainant } from '../people/complainant';
import { submissionOf, type SampleRow } from '../sample/sample-row';
import { received, registered, until, type LifeRun } from './impressions';
import { inquiry } from './inquiry';
import { reception } from './reception';
import { Scene, type Registered, type World } from './scene';
import { settlement } from './settlement';

/** `ce_source` of what the customer relationship system submits. */
const PUBLISHER_SOURCE = SAMPLE_SOURCE;

/** What is known of the submission and its complaint, for the figures of the run. */
export interface Filing {
  /** Identity under which the submission stands on the story. */
  readonly source: string;
  readonly sourceId: string;
  /** Where the answer to the submission told it; the public form is known on the story by a hash of its key. */
  readonly complaintId?: string;
  /** Real time at which it was sent. */
  readonly sentAt: Date;
}

/**
 * One complaint of the samples from its submission to its end. People decide by what they can see: a line on a work
 * list, a letter, the commands and clocks that a resource shows them. How long people take is chance, from the row's
 * own stream of it; what they decide is the row's script.
 */
export class Life {
  private readonly scene: Scene;
  private filed: Filing | undefined;
  private complaint: Registered = { complaintId: '', complaintNo: '' };

  constructor(
    readonly row: SampleRow,
    private readonly world: World,
    private readonly complainant: Complainant,
  ) {
    this.scene = new Scene(row, world, complainant);
  }

  /** Absent until the complaint is submitted. */
  get filing(): Filing | undefined {
    return this.filed;
  }

  /** Empty until it is known. */
  get id(): string {
    return this.complaint.complaintId;
  }

  /** Empty until it is known. */
  get number(): string {
    return this.complaint.complaintNo;
  }

  /** The whole life; it ends when the complaint has. Throws when a person cannot do what the script wants. */
  async *run(): LifeRun {
    const { scene, row, world } = this;
    yield* until(world.hours.at(world.from, row.occurredAt.dayOffset, row.occurredAt.time));
    this.complaint = yield* this.file();
    scene.open(this.complaint);
    yield* this.acknowledgement();
    for (;;) {
      if (yield* reception(scene)) return;
      if (yield* inquiry(scene)) return;
      if (yield* settlement(scene)) return;
      scene.cycle++;
    }
  }

  private async *file(): LifeRun<Registered> {
    const { api, publisher, now } = this.world;
    const { entry, id } = this.row;
    const submission = submissionOf(this.row);
    const sentAt = new Date();
    const sourceId = `demo-${id}`;
    if (entry === 'kafka') {
      const source = PUBLISHER_SOURCE;
      await publisher.publish([{ id: sourceId, source, submission }], now());
      this.filed = { source, sourceId, sentAt };
      return yield* registered(source, sourceId);
    }
    const clerk = entry === 'staff' ? this.scene.somebody('FRONTLINE') : null;
    const answer = await api.call<Registered>({
      service: 'intake',
      method: 'POST',
      path: clerk ? '/v1/complaints' : '/v1/portal/complaints',
      by: clerk,
      body: submission,
      idempotencyKey: sourceId,
    });
    this.filed = { source: clerk?.id ?? 'portal', sourceId, complaintId: answer.complaintId, sentAt };
    return answer;
  }

  /**
   * The acceptance letter reaches the complainant; on paper, when a member of staff posts it. Those whom no one tells never
   * learn of it (CM-11).
   */
  private async *acknowledgement(): LifeRun {
    const { complainant, row, scene } = this;
    if (row.script.untold) return;
    if (complainant.isReached) return complainant.keep(yield* received('ACKNOWLEDGEMENT'));
    yield* scene.work(20, 90);
    await scene.office.post(scene.somebody('FRONTLINE'), 'ACKNOWLEDGEMENT', `RR${row.id.slice(1)}445566CN`);
  }
}
