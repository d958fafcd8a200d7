import { callerHasRole, commandView, obstaclesOf, type Caller, type CommandView } from '@redress/commands';
import { ACCESS } from '@redress/contracts';

/** Whether the reader may register what is raised in a follow-up; nothing but the role decides, whatever became of the complaint. */
export function raiseCommand(reader: Pick<Caller, 'roles'>): CommandView {
  return commandView('raiseInFollowUp', ...obstaclesOf(callerHasRole(reader, ACCESS.intake.raiseInFollowUp)));
}
