import { Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { machines, majorReported, majorReportRead, type EventContract } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { CaseNotes } from '../../case-note/case-notes';
import { readingObstacles, reportObstacles } from '../../work-item/domain/supervision-rules';
import type { MajorReport } from '../../work-item/domain/work-item';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface ReportMajor extends ComplaintCommand {
  /** What happened and what was done about it; for leadership, kept sealed. */
  readonly measures: string;
}

export interface ReadMajorReport extends ComplaintCommand {
  /** For those who work on it; kept sealed. */
  readonly instruction?: string | undefined;
}

const { state } = machines.majorReport;

/** A critical complaint is reported to leadership with the measures taken, who read the report (ES-01, ES-05). */
@Injectable()
export class ReportMajorHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly notes: CaseNotes,
  ) {}

  async report(tx: Transaction, command: ReportMajor): Promise<WorkChanged> {
    const { actor, complaintId, measures } = command;
    const file = await this.work.openWhoeverHolds(tx, command, ({ item }, caller) => reportObstacles(item, caller));
    const { reportId, targetId } = this.move(file, state.REPORTED);
    const at = this.clock.now();
    await this.notes.add(tx, { complaintId, kind: 'MAJOR_REPORT', authorId: actor.sub, at, text: measures });
    const payload = { reportId, ...(targetId ? { targetId } : {}) };
    return this.say(tx, command, file, majorReported as unknown as EventContract, payload);
  }

  async read(tx: Transaction, command: ReadMajorReport): Promise<WorkChanged> {
    const { actor, complaintId, instruction: text } = command;
    const file = await this.work.openWhoeverHolds(tx, command, ({ item }, caller) => readingObstacles(item, caller));
    const { reportId } = this.move(file, state.READ);
    const at = this.clock.now();
    await this.notes.addIfGiven(tx, { complaintId, kind: 'INSTRUCTION', authorId: actor.sub, at, text });
    return this.say(tx, command, file, majorReportRead as unknown as EventContract, { reportId });
  }

  private move(file: ComplaintFile, to: MajorReport['state']): MajorReport {
    const report = file.item.now.majorReport as MajorReport;
    file.item.report({ ...report, state: machines.majorReport.move(report.state, to) });
    return report;
  }

  private async say(
    tx: Transaction,
    { actor }: ComplaintCommand,
    file: ComplaintFile,
    contract: EventContract,
    payload: object,
  ): Promise<WorkChanged> {
    const at = this.clock.now();
    this.files.tell(file, { contract, at, actor: actor.onStory, payload });
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
