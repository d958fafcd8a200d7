import { Injectable } from '@nestjs/common';
import { faultAt, mustBeValid, type ComplaintCommand } from '@redress/commands';
import { complaintReferred, type DataBasis } from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { CaseNotes } from '../../case-note/case-notes';
import { referralObstacles } from '../../work-item/domain/assessment-ends';
import { ApprovalSteps } from '../approval-steps';
import { ComplaintFiles } from '../complaint-files';
import { OwnDossier } from '../own-dossier';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface Refer extends ComplaintCommand {
  /** To whom it goes; kept sealed, told in the letter. */
  readonly organisation: string;
  /** How they can be reached; as {@link organisation}. */
  readonly contact?: string | undefined;
  /** Why they answer for it; as {@link organisation}. */
  readonly ground: string;
  readonly dataBasis: DataBasis;
  /** Contact in which the complainant agreed that their data are handed over; needed for CONSENT. */
  readonly contactId?: string | undefined;
  /** For colleagues; kept sealed. */
  readonly note?: string | undefined;
}

/** Another organisation answers for the matter: it gets the complaint, and the complainant is told (T6). */
@Injectable()
export class ReferHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly contacts: Contacts,
    private readonly notes: CaseNotes,
    private readonly steps: ApprovalSteps,
    private readonly dossier: OwnDossier,
  ) {}

  async handle(tx: Transaction, command: Refer): Promise<WorkChanged> {
    const { actor, complaintId, contact, contactId, dataBasis, ground, note, organisation } = command;
    const { file } = await this.work.open(tx, command, ({ item }, caller) => referralObstacles(item, caller));
    if (dataBasis === 'CONSENT' && contactId === undefined) {
      mustBeValid([faultAt('/contactId', 'required-for', { by: dataBasis })]);
    }
    if (contactId !== undefined) await this.contacts.named(tx, complaintId, contactId);
    const act = { at: this.clock.now(), actor: actor.onStory };
    await this.notes.addIfGiven(tx, { complaintId, kind: 'REFERRAL', authorId: actor.sub, at: act.at, text: note });
    await this.steps.lapse(tx, file, act);
    const referral = { organisation, ground, ...(contact === undefined ? {} : { contact }) };
    const dossierVersion = await this.dossier.write(tx, file.complaint, { referral }, act.at);
    this.files.move(file, complaintReferred, { ...act, payload: { dataBasis, contactId, dossierVersion } });
    file.item.follow(file.complaint.state, file.complaint.stateSeq);
    this.files.recompute(file, act.at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
