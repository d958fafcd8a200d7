import { Inject, Injectable } from '@nestjs/common';
import { obstaclesOf, type ComplaintCommand, type Obstacle } from '@redress/commands';
import { complaintUrged, OPEN_STATES, type ComplaintState } from '@redress/contracts';
import { admitCommand, Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';

/** Business time between two urgings of one complaint. */
const PAUSE_MS = 24 * 3_600_000;

export interface Urge extends ComplaintCommand {
  /** The complainant wants a person above to answer. */
  readonly escalates: boolean;
}

export interface Urged {
  readonly complaintId: string;
  readonly count: number;
  readonly escalates: boolean;
}

interface Urging {
  readonly count: number;
  readonly lastAt: Date | null;
}

/** A complainant urges (催办), themselves or through staff: it is counted, and told to those who work on the complaint. */
@Injectable()
export class UrgeHandler {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws as {@link admitCommand} */
  async handle(tx: Transaction, { escalates, ...command }: Urge): Promise<Urged> {
    const { complaintId, actor } = command;
    const at = this.clock.now();
    const { complaint, situation } = await admitCommand(tx, this.custody, command, {
      read: async ({ state }) => ({ state, urging: await this.urgingOf(tx, complaintId) }),
      holder: 'whoever-holds',
      obstacles: ({ state, urging }) => obstaclesOf(isOpen(state), waits(urging, at)),
    });
    const count = situation.urging.count + 1;
    tx.write(
      'update complaint set urged = $2, urged_at = $3 where complaint_id = $1',
      [complaintId, count, at],
      'complaint-urge',
    );
    const fact = { contract: complaintUrged, complaint, at, actor: actor.onStory, payload: { count, escalates } };
    await this.outbox.append(tx, [fact]);
    return { complaintId, count, escalates };
  }

  private async urgingOf(tx: Transaction, complaintId: string): Promise<Urging> {
    const { rows } = await tx.query<Urging>(
      'select urged as count, urged_at as "lastAt" from complaint where complaint_id = $1',
      [complaintId],
      'complaint-urged',
    );
    return rows[0] ?? { count: 0, lastAt: null };
  }
}

function isOpen(state: ComplaintState): Obstacle | undefined {
  return OPEN_STATES.includes(state) ? undefined : { code: 'NOT_OPEN', params: { state } };
}

function waits({ lastAt }: Urging, now: Date): Obstacle | undefined {
  const next = lastAt && new Date(lastAt.getTime() + PAUSE_MS);
  return next && now < next ? { code: 'URGED_LATELY', params: { next: next.toISOString() } } : undefined;
}
