import {
  callerHasRole,
  commandView,
  obstaclesOf,
  type Caller,
  type CommandView,
  type Obstacle,
} from '@redress/commands';
import { ACCESS } from '@redress/contracts';

/** Of one file. */
export const MAX_ATTACHMENT_BYTES = 25 * 1024 ** 2;
/** Of one file that a visitor of the portal sends. */
export const MAX_PORTAL_ATTACHMENT_BYTES = 10 * 1024 ** 2;
/** Of one complaint. */
export const MOST_ATTACHMENTS = 50;

/** A complaint takes so many files and no more, no matter who sends them. */
export function attachmentObstacles(attached: number): Obstacle[] {
  return attached < MOST_ATTACHMENTS ? [] : [{ code: 'ATTACHMENTS_FULL', params: { most: MOST_ATTACHMENTS } }];
}

/** Whether the reader may attach a file to the complaint; in any state. */
export function attachmentCommand(attached: number, reader: Pick<Caller, 'roles'>): CommandView {
  return commandView(
    'addAttachment',
    ...obstaclesOf(callerHasRole(reader, ACCESS.intake.addAttachment)),
    ...attachmentObstacles(attached),
  );
}
