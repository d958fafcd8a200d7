import { Controller, Get, Param } from '@nestjs/common';
import { ACCESS, complaintIdSchema, DISCLOSES } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { CurrentUser, Disclosing, Endpoint, Problem, type CurrentActor } from '@redress/http';
import { Database } from '@redress/persistence';
import { maskPhone } from '@redress/security';
import { KeyMissing, Vault, type Opener } from '@redress/vault';
import { z } from 'zod';
import { Register } from '../../complaint/register';
import { ContactLog, type SealedContact } from '../contact-log';
import { contactCommand } from '../contact-command';
import { dialledOf, noteOf, recordingOf } from '../sealed';
import { contactsView } from './list-contacts.dto';

/** The contacts with a complainant, as those read them who work on the case. */
@Controller('v1/complaints/:complaintId/contacts')
export class ListContactsController {
  constructor(
    private readonly database: Database,
    private readonly register: Register,
    private readonly log: ContactLog,
    private readonly vault: Vault,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List the contacts with the complainant',
    tag: 'contacts',
    operationId: 'listContacts',
    access: ACCESS.intake.listContacts,
    discloses: DISCLOSES.intake.listContacts,
    params: z.object({ complaintId: complaintIdSchema }),
    response: contactsView,
    problems: { 404: 'not-found' },
  })
  async list(
    @Param('complaintId') complaintId: string,
    @CurrentUser() reader: CurrentActor,
    @Disclosing() disclosure: Disclosure,
  ): Promise<z.input<typeof contactsView>> {
    if (!(await this.register.find(complaintId, reader.person.organisationId))) throw Problem.notFound('complaint');
    const contacts = await this.log.ofComplaint(this.database, complaintId);
    const open = contacts.length === 0 ? undefined : await this.opener(complaintId, disclosure);
    return {
      complaintId,
      contacts: contacts.map((contact) => toView(contact, open)),
      commands: [contactCommand(reader)],
    };
  }

  /** Undefined once the person was erased. */
  private async opener(complaintId: string, disclosure: Disclosure): Promise<Opener | undefined> {
    try {
      return await this.vault.opener(this.database, complaintId, disclosure);
    } catch (error) {
      if (error instanceof KeyMissing) return undefined;
      throw error;
    }
  }
}

function toView(contact: SealedContact, open: Opener | undefined): z.input<typeof contactsView>['contacts'][number] {
  const { contactId, channel, direction, twoWay, purposes, byRank, keptAs, note, recording, dialled } = contact;
  return {
    contactId,
    channel,
    direction,
    twoWay,
    purposes: [...purposes],
    at: contact.at.toISOString(),
    loggedAt: contact.loggedAt.toISOString(),
    by: contact.byId,
    byRank,
    keptAs,
    note: open ? open(noteOf(contactId), note) : null,
    recordingReference: open && recording ? open(recordingOf(contactId), recording) : null,
    dialledNumber: open && dialled ? maskPhone(open(dialledOf(contactId), dialled)) : null,
  };
}
