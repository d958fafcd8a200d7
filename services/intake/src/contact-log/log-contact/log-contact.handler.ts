import { Inject, Injectable } from '@nestjs/common';
import { Directory, staffRankOf } from '@redress/access';
import { faultAt, mustBeValid, type ComplaintCommand, type FieldFault } from '@redress/commands';
import { contactLogged } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { admitCommand, Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { IntakeDossiers } from '../../complaint/intake-dossiers';
import { faultsOfTime } from '../../complaint/domain/receipt';
import { Register } from '../../complaint/register';
import { ContactLog, type ContactNote } from '../contact-log';
import { numbersIn } from '../domain/dossier-numbers';
import { dialledOf, noteOf, recordingOf } from '../sealed';

export interface LogContactCommand extends ComplaintCommand {
  readonly contact: ContactNote;
}

/** Writes down that a member of staff and the complainant were in contact, and says so on the story (IV-07). */
@Injectable()
export class LogContact {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly directory: Directory,
    private readonly register: Register,
    private readonly dossiers: IntakeDossiers,
    private readonly log: ContactLog,
    private readonly outbox: Outbox,
    private readonly vault: Vault,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * @throws as {@link admitCommand}
   * @throws WrongFields for a time in the future or before receipt, and for a number that the dossier does not have
   * @throws KeyMissing once the person was erased
   */
  async handle(tx: Transaction, command: LogContactCommand) {
    const { complaintId, actor, contact } = command;
    const { complaint, situation: registered } = await admitCommand(tx, this.custody, command, {
      read: ({ organisationId }) => this.register.get(tx, complaintId, organisationId),
      holder: 'whoever-holds',
      obstacles: () => [],
    });
    const now = this.clock.now();
    const at = contact.at === undefined ? now : new Date(contact.at);
    const dialled = await this.dialledNumber(tx, complaintId, contact);
    mustBeValid([...faultsOfTime('/at', at, now, registered.receivedAt), ...dialled.faults]);
    const contactId = newId();
    const seal = (place: Parameters<Vault['seal']>[2], text: string) => this.vault.seal(tx, complaintId, place, text);
    const { channel, direction, twoWay, note, recordingReference, verbatim } = contact;
    const keptAs = recordingReference !== undefined ? 'RECORDING' : verbatim ? 'VERBATIM' : 'NOTE';
    const purposes = [...new Set(contact.purposes)];
    const byRank = staffRankOf(actor, this.directory);
    await this.log.add(tx, {
      contactId,
      complaintId,
      channel,
      direction,
      twoWay,
      purposes,
      at,
      loggedAt: now,
      byId: actor.sub,
      byRank,
      note: await seal(noteOf(contactId), note),
      keptAs,
      recording: recordingReference === undefined ? null : await seal(recordingOf(contactId), recordingReference),
      dialled: dialled.number === undefined ? null : await seal(dialledOf(contactId), dialled.number),
    });
    await this.outbox.append(tx, [
      {
        contract: contactLogged,
        complaint,
        at: now,
        actor: actor.onStory,
        payload: {
          contactId,
          channel,
          direction,
          twoWay,
          purposes,
          byRank,
          dialled: dialled.number !== undefined,
          keptAs,
          at: at.toISOString(),
        },
      },
    ]);
    return { contactId, complaintId, byRank };
  }

  /** The number at the index that was named, as the dossier has it now. */
  private async dialledNumber(
    tx: Transaction,
    complaintId: string,
    { dialledNumber: index, direction }: ContactNote,
  ): Promise<{ readonly number?: string | undefined; readonly faults: readonly FieldFault[] }> {
    if (index === undefined) return { faults: [] };
    if (direction !== 'OUTBOUND') {
      return { faults: [faultAt('/dialledNumber', 'absent-for', { by: `direction ${direction}` })] };
    }
    const dossier = await this.dossiers.read(tx, complaintId, FOR_WORK);
    const number = dossier && numbersIn(dossier.content)[index];
    return { number, faults: number === undefined ? [faultAt('/dialledNumber', 'not-in-dossier')] : [] };
  }
}
