import { commandView, type Caller, type CommandView, type Obstacle } from '@redress/commands';
import { ACCESS, holdsOneOf } from '@redress/contracts';
import type { RegisteredComplaint } from '../complaint/register';

const WRITING = ACCESS.intake.writeMessage;

/** The mailbox is for those who gave no name: everybody else is written to where they can be reached. */
export function mailboxObstacles({ complainantType }: Pick<RegisteredComplaint, 'complainantType'>): Obstacle[] {
  return complainantType === 'ANONYMOUS' ? [] : [{ code: 'NOT_ANONYMOUS' }];
}

/** Whether the reader may write to the complainant now. */
export function messageCommand(
  complaint: Pick<RegisteredComplaint, 'complainantType'>,
  { roles }: Pick<Caller, 'roles'>,
): CommandView {
  const lack: Obstacle[] = holdsOneOf(roles, WRITING)
    ? []
    : [{ code: 'ROLE_MISSING', whoCan: WRITING.map((role) => ({ role })) }];
  return commandView('writeMessage', ...lack, ...mailboxObstacles(complaint));
}
