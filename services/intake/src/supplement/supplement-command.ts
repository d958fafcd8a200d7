import { commandView, type Caller, type CommandView } from '@redress/commands';
import { ACCESS, holdsOneOf } from '@redress/contracts';

const ADDING = ACCESS.intake.addSupplement;

/** Whether the reader may add to the complaint; nothing but the role decides, at any time. */
export function supplementCommand({ roles }: Pick<Caller, 'roles'>): CommandView {
  return holdsOneOf(roles, ADDING)
    ? commandView('addSupplement')
    : commandView('addSupplement', { code: 'ROLE_MISSING', whoCan: ADDING.map((role) => ({ role })) });
}
