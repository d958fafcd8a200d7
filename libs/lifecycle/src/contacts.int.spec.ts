import { WrongFields } from '@redress/commands';
import { outboxMigrations } from '@redress/outbox';
import { Database, newId } from '@redress/persistence';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { Contacts, type LoggedContact } from './contacts';
import { NotCaughtUp } from './custody-errors';
import { lifecycleMigrations } from './lifecycle.migration';

let suite: TestSuite;
let database: Database;
const contacts = new Contacts();

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('contacts'),
    applicationName: 'contacts-spec',
    migrations: [...outboxMigrations, ...lifecycleMigrations],
  });
  await database.open();
}, 120_000);

afterAll(async () => {
  await database.close();
  await suite.cleanup();
});

const aContact = (over: Partial<LoggedContact> = {}): LoggedContact => ({
  contactId: newId(),
  complaintId: newId(),
  channel: 'PHONE_HOTLINE',
  direction: 'OUTBOUND',
  twoWay: true,
  purposes: ['DETAILS_OBTAINED', 'APOLOGY'],
  byId: 'staff:lin',
  byRank: 'MANAGER',
  dialled: true,
  keptAs: 'VERBATIM',
  at: new Date('2026-03-02T02:00:00.000Z'),
  ...over,
});

const keep = (...many: LoggedContact[]) => database.transaction(async (tx) => contacts.keep(tx, many));

// contracts, section 4
describe('contacts that a command names', () => {
  it('are answered as they were told, and stay so when they are told again', async () => {
    const contact = aContact();
    await keep(contact, aContact());
    await keep({ ...contact, byRank: 'EMPLOYEE' }, contact);

    expect(await contacts.named(database, contact.complaintId, contact.contactId)).toEqual(contact);
  });

  it('are refused as not heard of yet, and for another complaint at the field that names them', async () => {
    const contact = aContact();
    await expect(contacts.named(database, contact.complaintId, contact.contactId)).rejects.toThrow(NotCaughtUp);
    await keep(contact);

    const foreign = contacts.named(database, newId(), contact.contactId, '/proof/contactId');
    await expect(foreign).rejects.toThrow(WrongFields);
    await expect(foreign).rejects.toMatchObject({
      faults: [{ pointer: '/proof/contactId', code: 'contact-of-another' }],
    });
  });
});
