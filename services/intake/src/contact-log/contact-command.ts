import { callerHasRole, commandView, obstaclesOf, type Caller, type CommandView } from '@redress/commands';
import { ACCESS } from '@redress/contracts';

/** Whether the reader may log a contact; nothing but the role decides, at any time of the complaint. */
export function contactCommand(reader: Pick<Caller, 'roles'>): CommandView {
  return commandView('logContact', ...obstaclesOf(callerHasRole(reader, ACCESS.intake.logContact)));
}
