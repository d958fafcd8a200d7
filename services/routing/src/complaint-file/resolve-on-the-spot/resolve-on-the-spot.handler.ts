import { Injectable } from '@nestjs/common';
import { faultAt, mustBeFree, mustBeValid, type ComplaintCommand, type FieldFault } from '@redress/commands';
import { amountOf, complaintAssessed, summaryResolved, type OutcomeCode, type Remedy } from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import { Outbox, type NewEvent } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { aboveSummaryLimit, assess, remedyRule, totalsOf, type CompiledPack } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import { CaseNotes } from '../../case-note/case-notes';
import { summaryObstacles } from '../../work-item/domain/assessment-ends';
import { ApprovalSteps } from '../approval-steps';
import { ComplaintFiles } from '../complaint-files';
import { workChanged, type WorkChanged } from '../work-changed';
import { readerOf, WorkCommands } from '../work-commands';

export interface ResolveOnTheSpot extends ComplaintCommand {
  /** Contact in which the complainant accepted. */
  readonly contactId: string;
  readonly outcome: OutcomeCode;
  readonly remediesDone: readonly Remedy[];
  /** Absent: the one that intake proposed. */
  readonly category?: string | undefined;
  /** For colleagues; kept sealed. */
  readonly note?: string | undefined;
}

/** A minor complaint is put right at once, and the complainant has accepted it (T8, RM-25). */
@Injectable()
export class ResolveOnTheSpotHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly outbox: Outbox,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly contacts: Contacts,
    private readonly notes: CaseNotes,
    private readonly steps: ApprovalSteps,
  ) {}

  async handle(tx: Transaction, command: ResolveOnTheSpot): Promise<WorkChanged> {
    const { actor, complaintId, contactId, note, outcome, remediesDone } = command;
    const { file, held } = await this.work.open(tx, command, ({ item }, caller) => summaryObstacles(item, caller));
    const { item, pack } = file;
    const category = command.category ?? item.now.classification.category;
    if (!pack.category(category)) mustBeValid([faultAt('/category', 'unknown-category')]);
    const {
      unit: _,
      appliedRules,
      ...classification
    } = assess(pack, {
      ...item.now.classification,
      category,
      // The severity that goes with another category is for the rules to say.
      severity: command.category === undefined ? item.now.classification.severity : undefined,
      channel: item.now.channel,
      complainantType: item.now.complainantType,
    });
    // Another category may be a worse one.
    mustBeFree(summaryObstacles(item, readerOf(actor), classification));
    const contact = await this.contacts.named(tx, complaintId, contactId);
    mustBeValid([
      ...(contact.twoWay && contact.purposes.includes('ACCEPTANCE')
        ? []
        : [faultAt('/contactId', 'proves-nothing', { purpose: 'ACCEPTANCE' })]),
      ...faultsOfRemedies(pack, remediesDone),
    ]);

    const act = { at: this.clock.now(), actor: actor.onStory };
    await this.notes.addIfGiven(tx, { complaintId, kind: 'SUMMARY', authorId: actor.sub, at: act.at, text: note });
    await this.outbox.append(tx, [
      {
        contract: complaintAssessed,
        complaint: held,
        ...act,
        payload: { ...classification, appliedRules: ['person', ...appliedRules] },
      },
    ] as unknown as NewEvent[]);
    await this.steps.lapse(tx, file, act);
    const responsible = { unitId: item.now.receivingUnit, handlerId: actor.sub };
    this.files.move(file, summaryResolved, {
      ...act,
      assigns: responsible,
      payload: { contactId, outcome, remediesDone: [...remediesDone], ...responsible },
    });
    item.assess(classification, 'PERSON');
    item.settle(responsible, file.complaint);
    this.files.recompute(file, act.at, 'RECLASSIFIED');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}

/** Remedies are those of the pack, with amounts where it asks for them, and cost no more in all than it allows at once. */
function faultsOfRemedies(pack: CompiledPack, remedies: readonly Remedy[]): FieldFault[] {
  const faults = remedies.flatMap((remedy, at): FieldFault[] => {
    const rule = remedyRule(pack, remedy.type);
    if (!rule) return [faultAt(`/remediesDone/${at}/type`, 'not-offered')];
    const amount = amountOf(remedy);
    if (rule.needsAmount && !amount) return [faultAt(`/remediesDone/${at}/amount`, 'amount-needed')];
    if (!rule.needsAmount && amount) return [faultAt(`/remediesDone/${at}/amount`, 'no-amount')];
    return [];
  });
  const above = aboveSummaryLimit(pack, totalsOf(remedies.map((remedy) => ({ amount: amountOf(remedy) }))));
  return [
    ...faults,
    ...above.map(({ currency, limitMinor }) =>
      faultAt('/remediesDone', 'above-the-limit', { limit: `${currency} ${limitMinor}` }),
    ),
  ];
}
