import {
  callerHasRole,
  commandView,
  obstaclesOf,
  type Caller,
  type CommandView,
  type Obstacle,
} from '@redress/commands';
import { ACCESS } from '@redress/contracts';
import type { RegisteredComplaint } from '../complaint/register';

/** The mailbox is for those who gave no name: everybody else is written to where they can be reached. */
export function mailboxObstacles({ complainantType }: Pick<RegisteredComplaint, 'complainantType'>): Obstacle[] {
  return complainantType === 'ANONYMOUS' ? [] : [{ code: 'NOT_ANONYMOUS' }];
}

/** Whether the reader may write to the complainant now. */
export function messageCommand(
  complaint: Pick<RegisteredComplaint, 'complainantType'>,
  reader: Pick<Caller, 'roles'>,
): CommandView {
  return commandView(
    'writeMessage',
    ...obstaclesOf(callerHasRole(reader, ACCESS.intake.writeMessage)),
    ...mailboxObstacles(complaint),
  );
}
