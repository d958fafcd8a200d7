import { Inject, Injectable } from '@nestjs/common';
import { NotFound, type Caller, type ComplaintCommand, type Obstacle } from '@redress/commands';
import { admitCommand, Custody, type HeldComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import type { ComplaintFile } from './complaint-file';
import { ComplaintFiles } from './complaint-files';
import type { Reader } from '../work-item/domain/reader';

type ObstaclesTo = (file: ComplaintFile, caller: Reader) => readonly Obstacle[] | Promise<readonly Obstacle[]>;

/** Opens the file of a complaint for a command, in the order of all commands. */
@Injectable()
export class WorkCommands {
  constructor(
    private readonly files: ComplaintFiles,
    @Inject(Custody) private readonly custody: Custody<'routing'>,
  ) {}

  /**
   * For commands that move the complaint.
   * @throws as {@link admitCommand}; NotFound also when the caller may not see the complaint
   */
  async open(
    tx: Transaction,
    command: ComplaintCommand,
    obstaclesTo: ObstaclesTo,
  ): Promise<{ readonly file: ComplaintFile; readonly held: HeldComplaint }> {
    const admitted = await admitCommand(tx, this.custody, command, this.steps(tx, command, obstaclesTo));
    return { file: admitted.situation, held: admitted.complaint };
  }

  /**
   * For commands that run no matter which service holds the complaint.
   * @throws as {@link open}, but for NotHolder
   */
  async openWhoeverHolds(tx: Transaction, command: ComplaintCommand, obstaclesTo: ObstaclesTo): Promise<ComplaintFile> {
    const steps = { ...this.steps(tx, command, obstaclesTo), holder: 'whoever-holds' } as const;
    return (await admitCommand(tx, this.custody, command, steps)).situation;
  }

  private steps(tx: Transaction, { complaintId, actor }: ComplaintCommand, obstaclesTo: ObstaclesTo) {
    const caller = readerOf(actor);
    return {
      read: async () => {
        const file = (await this.files.open(tx, [complaintId])).get(complaintId);
        if (!file) throw new NotFound('complaint');
        return file;
      },
      version: ({ item }: ComplaintFile) => ({ entity: 'assignment', version: item.now.version }),
      obstacles: (file: ComplaintFile) => obstaclesTo(file, caller),
    };
  }
}

/** The caller as the rules of the domain know them. */
export function readerOf({ sub, roles, unitId }: Caller): Reader {
  return { id: sub, roles, unitId };
}
