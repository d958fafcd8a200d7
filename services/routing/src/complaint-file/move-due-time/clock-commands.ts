import {
  callerHasRole,
  commandViewWith,
  faultAt,
  mustBeValid,
  NotFound,
  obstaclesOf,
  type CommandView,
  type ComplaintCommand,
  type Obstacle,
} from '@redress/commands';
import type { Directory } from '@redress/access';
import { ACCESS, holdsOneOf, machines, RULES } from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import type { CompiledPack, PolicyPack } from '@redress/policy';
import type { ComplaintFile } from '../complaint-file';
import { complaintIsOpen } from '../../work-item/domain/command-rules';
import { managesFor } from '../../work-item/domain/responsible-owner';
import type { Reader } from '../../work-item/domain/reader';
import type { WorkItem } from '../../work-item/domain/work-item';
import type { SlaClock } from '../../sla-clock/domain/sla-clock';

/** A command on one clock, with the contact in which the complainant agreed to it. */
export interface ClockCommand extends ComplaintCommand {
  readonly clockId: string;
  readonly until: Date;
  readonly contactId: string;
}

/** The clock of a file. @throws NotFound */
export function clockOf(file: ComplaintFile, clockId: string): SlaClock {
  const clock = file.clocks.find((one) => one.clockId === clockId);
  if (!clock) throw new NotFound('clock');
  return clock;
}

type ClockRow = PolicyPack['clocks'][number];

/** The row of the pack that the clock follows; of an operational clock in several packs the first that has it. */
export function rowOf(packs: readonly CompiledPack[], { policy }: SlaClock): ClockRow | undefined {
  return packs
    .filter(({ reference }) => !policy.pack || reference.id === policy.pack.id)
    .flatMap(({ content }) => content.clocks)
    .find(({ code }) => code === policy.code);
}

/** The ways to move a due time: by which command, and what is said where the row of the pack lacks it. */
const WAYS = {
  extension: { operationId: 'extendClock', notAllowed: 'CLOCK_NOT_EXTENDABLE' },
  approval: { operationId: 'proposeExtension', notAllowed: 'CLOCK_NOT_EXTENDABLE' },
  agreedDate: { operationId: 'agreeDate', notAllowed: 'NO_DATE_FOR_CLOCK' },
} as const;
type Way = keyof typeof WAYS;

function allows(row: ClockRow | undefined, by: Way): boolean {
  if (by === 'agreedDate') return row?.agreedDate !== undefined;
  const needsApproval = row?.extension?.by === 'APPROVAL';
  return row?.extension !== undefined && needsApproval === (by === 'approval');
}

/** The commands on clocks of an item that its pack allows for any of them. */
export function clockCommands(
  given: { readonly item: WorkItem; readonly packs: readonly CompiledPack[] },
  clocks: readonly SlaClock[],
  caller: Reader,
  now: Date,
): CommandView[] {
  return clocks
    .filter(({ endedAt }) => !endedAt)
    .flatMap((clock) =>
      (Object.keys(WAYS) as Way[])
        .filter((by) => allows(rowOf(given.packs, clock), by))
        .map((by) =>
          commandViewWith(
            WAYS[by].operationId,
            { clockId: clock.clockId },
            ...obstaclesToMove(given, clock, caller, { by, now }),
          ),
        ),
    );
}

/** Why a person may not move the due time of the clock now (CA-03, SL-14). */
export function obstaclesToMove(
  { item, packs }: { readonly item: WorkItem; readonly packs: readonly CompiledPack[] },
  clock: SlaClock,
  caller: Reader,
  { by, now }: { readonly by: Way; readonly now: Date },
): Obstacle[] {
  const { operationId, notAllowed } = WAYS[by];
  const row = rowOf(packs, clock);
  const params = { clock: clock.policy.code };
  const code = by === 'extension' && allows(row, 'approval') ? 'EXTENSION_NEEDS_APPROVAL' : notAllowed;
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing[operationId]),
    complaintIsOpen(item),
    allows(row, by) ? undefined : { code, params },
    notRunning(clock, now),
  );
}

/** Why this person may not decide now on more time (CA-03): a limit that has run out is not extended. */
export function obstaclesToDecideExtension(
  { item }: { readonly item: WorkItem },
  clock: SlaClock | undefined,
  caller: Reader,
  given: {
    readonly proposerId: string | undefined;
    readonly isApproved: boolean;
    readonly directory: Directory;
    readonly now: Date;
  },
): Obstacle[] {
  const { directory, isApproved, now, proposerId } = given;
  const { handlerId } = item.now;
  const oversees = !holdsOneOf(caller.roles, RULES.managesUnit) || managesFor(directory, caller, item.queueUnit);
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.decideExtension),
    complaintIsOpen(item),
    proposerId === undefined ? { code: 'NOTHING_PROPOSED' } : undefined,
    proposerId === caller.id || handlerId === caller.id ? { code: 'DECIDER_NOT_INDEPENDENT' } : undefined,
    oversees ? undefined : { code: 'ANOTHER_UNIT', params: { unitId: item.queueUnit } },
    isApproved && clock ? notRunning(clock, now) : undefined,
  );
}

function notRunning({ dueAt, endedAt, state }: SlaClock, now: Date): Obstacle | undefined {
  if (endedAt || state === machines.clock.state.PAUSED || !dueAt) {
    return { code: 'CLOCK_NOT_RUNNING', params: { clockState: state } };
  }
  return dueAt <= now ? { code: 'EXTENSION_AFTER_EXPIRY', params: { dueAt: dueAt.toISOString() } } : undefined;
}

/**
 * Finds the complainant's consent in the contact log: a two-way contact for this, before the limit ran out.
 * @throws NotCaughtUp, WrongFields as {@link Contacts.named}
 */
export async function mustBeAgreed(
  tx: Transaction,
  contacts: Contacts,
  { complaintId, contactId }: ClockCommand,
  { dueAt, startedAt }: SlaClock,
): Promise<void> {
  const { at, purposes, twoWay } = await contacts.named(tx, complaintId, contactId);
  const isAgreed =
    twoWay && purposes.includes('LONGER_TIME_AGREED') && at >= startedAt && (dueAt === null || at <= dueAt);
  if (!isAgreed) mustBeValid([faultAt('/contactId', 'not-agreed-in-contact')]);
}

/** Which run of which clock an event is about. */
export function runOf({ clockId, cycle, policy, run, subject }: SlaClock) {
  return { clockId, clock: policy.code, ...(subject ? { subject } : {}), cycle, run };
}

/** @throws WrongFields when the day is not later than what stands, or later than the pack allows */
export function mustLieBetween(until: Date, after: Date, latest: Date): void {
  mustBeValid([
    ...(until > after ? [] : [faultAt('/until', 'not-later')]),
    ...(until <= latest ? [] : [faultAt('/until', 'later-than-allowed', { latest: latest.toISOString() })]),
  ]);
}
