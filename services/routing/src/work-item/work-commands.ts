import { Injectable } from '@nestjs/common';
import { Problem, type CommandContext, type CurrentActor } from '@redress/http';
import { StaleVersion, type Transaction } from '@redress/persistence';
import { Directory } from '@redress/security';
import type { ComplaintFile } from '../complaint-file/complaint-file';
import { ComplaintFiles } from '../complaint-file/complaint-files';
import type { Obstacle } from './domain/obstacle';
import { maySee, type Reader } from './domain/visibility';

/** What the commands of a work item have in common: whose it is to see, its version, its obstacles. */
@Injectable()
export class WorkCommands {
  constructor(
    private readonly files: ComplaintFiles,
    private readonly directory: Directory,
  ) {}

  /**
   * Locks and opens the file of the complaint that the command names.
   * @throws Problem 404 when there is none or the caller may not see it
   * @throws StaleVersion when the caller has read another version
   */
  async open(tx: Transaction, command: CommandContext): Promise<ComplaintFile> {
    const file = (await this.files.open(tx, [command.complaintId])).get(command.complaintId);
    if (!file) throw Problem.notFound('complaint');
    const { queueUnit, now } = file.item;
    if (!maySee(readerOf(command.actor), { queueUnit, handlerId: now.handlerId }, this.directory)) {
      throw Problem.notFound('complaint');
    }
    if (now.version !== command.expectedVersion) throw new StaleVersion('assignment', now.version);
    return file;
  }
}

/** The caller as the rules of the domain know them. */
export function readerOf(actor: CurrentActor): Reader {
  return { id: actor.sub, roles: actor.roles, unitId: actor.unitId };
}

/** @throws Problem 409 `blocked` with all of the obstacles, if there are any */
export function mustBeFree(obstacles: readonly Obstacle[]): void {
  if (obstacles.length > 0) throw Problem.blocked(...obstacles);
}
