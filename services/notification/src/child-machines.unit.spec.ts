import { InMemoryDirectory } from '@redress/access';
import type { Caller } from '@redress/commands';
import { machines, type StateOf } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { aPerson, aUnit, refusalRows } from '@redress/testing';
import { EndItemHandler } from './inbox/end-item/end-item.handler';
import { LetterHasFailed } from './letters/domain/rules/letter-has-failed.rule';
import { obstaclesToPrint, obstaclesToTell } from './letters/domain/rules/told-by-staff.rule';

// CM-11
describe('a letter', () => {
  const written = { kind: 'ACKNOWLEDGEMENT', isLeased: false, isWritten: true } as const;

  it.each(
    refusalRows(machines.letter, [
      {
        command: 'retryLetter',
        said: {
          REQUESTED: 'LETTER_HAS_NOT_FAILED',
          UNDER_WAY: 'LETTER_HAS_NOT_FAILED',
          SENT: 'LETTER_HAS_NOT_FAILED',
          FAILED: 'done',
          SUPPRESSED: 'LETTER_HAS_NOT_FAILED',
        },
        tried: (status) => [new LetterHasFailed(status)].filter((rule) => rule.isBroken()),
      },
      {
        command: 'printLetter',
        said: { REQUESTED: 'done', UNDER_WAY: 'done', SENT: 'done', FAILED: 'done', SUPPRESSED: 'LETTER_SUPPRESSED' },
        tried: (status) => obstaclesToPrint({ ...written, status }),
      },
      {
        command: 'tellLetter',
        said: {
          REQUESTED: 'done',
          UNDER_WAY: 'done',
          SENT: 'LETTER_TOLD_BEFORE',
          FAILED: 'done',
          SUPPRESSED: 'LETTER_SUPPRESSED',
        },
        tried: (status) => obstaclesToTell({ ...written, status }),
      },
      {
        command: 'tellLetter while it is being sent',
        said: {
          REQUESTED: 'LETTER_BEING_SENT',
          UNDER_WAY: 'LETTER_BEING_SENT',
          SENT: 'LETTER_TOLD_BEFORE LETTER_BEING_SENT',
          FAILED: 'LETTER_BEING_SENT',
          SUPPRESSED: 'LETTER_SUPPRESSED LETTER_BEING_SENT',
        },
        tried: (status) => obstaclesToTell({ ...written, status, isLeased: true }),
      },
      {
        command: 'tellLetter before it is written',
        said: {
          REQUESTED: 'LETTER_NOT_WRITTEN',
          UNDER_WAY: 'LETTER_NOT_WRITTEN',
          SENT: 'LETTER_NOT_WRITTEN LETTER_TOLD_BEFORE',
          FAILED: 'LETTER_NOT_WRITTEN',
          SUPPRESSED: 'LETTER_SUPPRESSED',
        },
        tried: (status) => obstaclesToTell({ ...written, status, isWritten: false }),
      },
      {
        command: 'printLetter with a one-time code',
        said: {
          REQUESTED: 'LETTER_NOT_FOR_STAFF',
          UNDER_WAY: 'LETTER_NOT_FOR_STAFF',
          SENT: 'LETTER_NOT_FOR_STAFF',
          FAILED: 'LETTER_NOT_FOR_STAFF',
          SUPPRESSED: 'LETTER_NOT_FOR_STAFF LETTER_SUPPRESSED',
        },
        tried: (status) => obstaclesToPrint({ ...written, kind: 'ONE_TIME_CODE', status }),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// RT-05
describe('an inbox item', () => {
  const directory = new InMemoryDirectory();
  for (const entry of [aUnit('QA'), aPerson('staff:wu', ['UNIT_HANDLER'], { unitId: 'QA' })])
    directory.apply(entry.id, entry);
  const actor = { sub: 'staff:wu' } as Caller;

  const end = async (status: StateOf<typeof machines.inboxItem>, to: 'READ' | 'DONE') => {
    const item = {
      itemId: '019a9d6e-7a00-7000-8000-0000000000c1',
      personId: actor.sub,
      organisationId: 'acme',
      unitId: 'QA',
      receivingUnit: 'QA',
      handlerId: actor.sub,
      tookPart: false,
      status,
      version: 1,
    };
    const marked: string[] = [];
    const inbox = {
      find: () => Promise.resolve(item),
      mark: (_: Transaction, __: string, mark: { readonly from: string; readonly to: string }) => {
        marked.push(`${mark.from} → ${mark.to}`);
        return Promise.resolve(2);
      },
    };
    const handler = new EndItemHandler(inbox as never, directory, { now: () => new Date() } as never);
    await handler.handle({} as Transaction, { itemId: item.itemId, actor, to });
    // What is read already is not marked again.
    expect(marked).toEqual(status === to ? [] : [`${status} → ${to}`]);
    return [];
  };

  it.each(
    refusalRows(machines.inboxItem, [
      {
        command: 'readItem',
        said: { UNREAD: 'done', READ: 'done', DONE: 'ITEM_ENDED', CLEARED: 'ITEM_ENDED' },
        tried: (status) => end(status, 'READ'),
      },
      {
        command: 'finishItem',
        said: { UNREAD: 'done', READ: 'done', DONE: 'ITEM_ENDED', CLEARED: 'ITEM_ENDED' },
        tried: (status) => end(status, 'DONE'),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});
