import { commandView, type Caller, type CommandView } from '@redress/commands';
import { ACCESS, holdsOneOf } from '@redress/contracts';

const LOGGING = ACCESS.intake.logContact;

/** Whether the reader may log a contact; nothing but the role decides, at any time of the complaint. */
export function contactCommand({ roles }: Pick<Caller, 'roles'>): CommandView {
  return holdsOneOf(roles, LOGGING)
    ? commandView('logContact')
    : commandView('logContact', { code: 'ROLE_MISSING', whoCan: LOGGING.map((role) => ({ role })) });
}
