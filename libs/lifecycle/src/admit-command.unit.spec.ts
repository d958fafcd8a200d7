import { NotFound, WrongPerson, type ComplaintCommand, type Obstacle } from '@redress/commands';
import type { Transaction } from '@redress/persistence';
import { admitCommand, type CommandSteps } from './admit-command';
import type { Custody, LockedComplaint } from './custody';
import { NotHolder } from './custody-errors';

const complaint = {
  complaintId: '019a9d6e-7a00-7000-8000-000000000001',
  state: 'ASSIGNED',
  stateSeq: 3,
  organisationId: 'acme',
} as LockedComplaint;

const tx = {} as Transaction;

/** Runs a command that fails at these steps; answers the order of the steps and what it ended with. */
async function admitting(
  given: {
    readonly absent?: boolean;
    readonly organisationId?: string | null;
    readonly stranger?: boolean;
    readonly expectedVersion?: number;
    readonly holder?: CommandSteps<string>['holder'];
    readonly heldElsewhere?: boolean;
    readonly obstacles?: readonly Obstacle[];
  } = {},
) {
  const steps: string[] = [];
  const custody = {
    lock: async () => (steps.push('lock'), complaint),
    hold: async () => {
      steps.push('is it held');
      if (given.heldElsewhere) throw new NotHolder(complaint.complaintId, 'investigation', complaint.state);
      return complaint;
    },
  } as unknown as Custody<'routing'>;
  const { organisationId = 'acme', expectedVersion } = given;
  const { complaintId } = complaint;
  const command = { complaintId, expectedVersion, actor: { organisationId } } as ComplaintCommand;
  const outcome = await admitCommand(tx, custody, command, {
    read: async () => {
      steps.push('read');
      if (given.absent) throw new NotFound('complaint');
      return 'situation';
    },
    whoMay: () => {
      steps.push('who may');
      if (given.stranger) throw new WrongPerson({ code: 'NOT_THE_DRAFTER', whoCan: [] });
    },
    version: () => {
      steps.push('is it current');
      return { entity: 'assignment', version: 2 };
    },
    ...(given.holder === 'whoever-holds' ? { holder: given.holder } : {}),
    obstacles: async () => {
      steps.push('is it allowed');
      return given.obstacles ?? [];
    },
  } as CommandSteps<string> & { readonly holder: 'whoever-holds' }).then(
    (admitted) => admitted,
    (error: Error) => error.name,
  );
  return { steps, outcome };
}

const WRONG_STATE: Obstacle = { code: 'WRONG_STATE', params: { state: 'CLOSED', needed: 'ASSIGNED' } };

describe('the order of every command', () => {
  it('is: lock, read the situation, who may, is it current, is it held, is it allowed', async () => {
    const { steps, outcome } = await admitting({ expectedVersion: 2 });

    expect(steps).toEqual(['lock', 'read', 'who may', 'is it current', 'is it held', 'is it allowed']);
    expect(outcome).toEqual({ complaint, situation: 'situation' });
  });

  const everything = {
    stranger: true,
    expectedVersion: 1,
    heldElsewhere: true,
    obstacles: [WRONG_STATE],
  };

  it.each([
    ['what is of another organisation', { ...everything, organisationId: 'globex' }, 'NotFound'],
    ['what does not exist', { ...everything, absent: true }, 'NotFound'],
    ['the wrong person', everything, 'WrongPerson'],
    ['who judged by another version', { ...everything, stranger: false }, 'StaleVersion'],
    ['what another service holds', { ...everything, stranger: false, expectedVersion: 2 }, 'NotHolder'],
    ['what the rules forbid', { obstacles: [WRONG_STATE] }, 'Blocked'],
  ])('refuses first %s', async (_, given, name) => {
    expect((await admitting(given)).outcome).toBe(name);
  });

  it('lets complainants and the platform pass, who have no organisation', async () => {
    expect((await admitting({ organisationId: null, expectedVersion: 2 })).outcome).toMatchObject({ complaint });
  });

  it('asks for no version where the door has none, and for no holder where any service may run the command', async () => {
    const { steps, outcome } = await admitting({ holder: 'whoever-holds', heldElsewhere: true });

    expect(steps).not.toContain('is it held');
    expect(outcome).toEqual({ complaint, situation: 'situation' });
  });
});
