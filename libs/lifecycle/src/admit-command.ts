import { mustBeFree, NotFound, type ComplaintCommand, type Obstacle } from '@redress/commands';
import type { ServiceName } from '@redress/contracts';
import { StaleVersion, type Transaction } from '@redress/persistence';
import type { Custody, HeldComplaint, LockedComplaint } from './custody';

/** The version that a caller must have judged by. */
export interface CurrentVersion {
  /** What has the version, e.g. `plan`. */
  readonly entity: string;
  readonly version: number;
}

/** What one kind of command adds to the order of {@link admitCommand}, in that order. */
export interface CommandSteps<T> {
  /** Reads by what the rules judge. @throws NotFound when there is nothing to judge */
  readonly read: (complaint: LockedComplaint) => Promise<T>;
  /** @throws NotFound or WrongPerson when it is not this caller's to do; no waiting and no reloading changes that */
  readonly whoMay?: (situation: T) => void;
  /** Absent for commands that any version admits. */
  readonly version?: (situation: T) => CurrentVersion;
  /** Default: only the holder runs the command. `whoever-holds` is for facts that any service may append. */
  readonly holder?: 'this-service' | 'whoever-holds';
  /** Why the command may not run now. */
  readonly obstacles: (situation: T) => readonly Obstacle[] | Promise<readonly Obstacle[]>;
}

/** A command that may run: its complaint is locked, and the situation was read under that lock. */
export interface Admitted<T, C extends LockedComplaint = HeldComplaint> {
  readonly complaint: C;
  readonly situation: T;
}

/**
 * The order of every command on a complaint, whichever door it came through: lock, is it of the caller's organisation,
 * read the situation, who may, is it current, is it held, is it allowed.
 * @throws UnknownComplaint, NotFound, WrongPerson, StaleVersion, NotHolder, Blocked in this order
 */
export async function admitCommand<S extends ServiceName, T>(
  tx: Transaction,
  custody: Custody<S>,
  command: ComplaintCommand,
  steps: CommandSteps<T> & { readonly holder: 'whoever-holds' },
): Promise<Admitted<T, LockedComplaint>>;
export async function admitCommand<S extends ServiceName, T>(
  tx: Transaction,
  custody: Custody<S>,
  command: ComplaintCommand,
  steps: CommandSteps<T> & { readonly holder?: 'this-service' },
): Promise<Admitted<T>>;
export async function admitCommand<S extends ServiceName, T>(
  tx: Transaction,
  custody: Custody<S>,
  { actor, complaintId, expectedVersion }: ComplaintCommand,
  { read, whoMay, version, holder, obstacles }: CommandSteps<T>,
): Promise<Admitted<T, LockedComplaint>> {
  const complaint = await custody.lock(tx, complaintId);
  if (actor.organisationId !== null && actor.organisationId !== complaint.organisationId)
    throw new NotFound('complaint');
  const situation = await read(complaint);
  whoMay?.(situation);
  const current = version?.(situation);
  if (current && expectedVersion !== undefined && current.version !== expectedVersion) {
    throw new StaleVersion(current.entity, current.version);
  }
  if (holder !== 'whoever-holds') await custody.hold(tx, complaintId);
  mustBeFree(await obstacles(situation));
  return { complaint, situation };
}

/** What a command that may have moved a complaint answers. */
export interface Moved {
  readonly complaintId: string;
  readonly state: LockedComplaint['state'];
  readonly stateSeq: number;
}

/** Where the complaint stands after a command. */
export function movedTo({ complaintId, state, stateSeq }: LockedComplaint): Moved {
  return { complaintId, state, stateSeq };
}
