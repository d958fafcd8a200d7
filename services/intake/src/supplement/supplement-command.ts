import { callerHasRole, commandView, obstaclesOf, type Caller, type CommandView } from '@redress/commands';
import { ACCESS } from '@redress/contracts';

/** Whether the reader may add to the complaint; nothing but the role decides, at any time. */
export function supplementCommand(reader: Pick<Caller, 'roles'>): CommandView {
  return commandView('addSupplement', ...obstaclesOf(callerHasRole(reader, ACCESS.intake.addSupplement)));
}
