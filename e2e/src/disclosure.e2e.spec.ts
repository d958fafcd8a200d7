import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DISCLOSES, SERVICES, type ServiceName } from '@redress/contracts';
import { CaseWork, OFFICER } from '@redress/workload';
import { Client } from 'pg';
import { DISCLOSING_SERVICES } from './access-matrix';
import { directoryWithEveryRole, memberFor, STAFF_ROLES } from './every-role';
import { operationsOf, type ApiDocument, type Operation } from './hostile/api-document';
import { childrenOf } from './hostile/stage';
import { KnownThings } from './known-things';
import { findLeaks } from './leak-scan';
import { plant } from './planted-words';
import { PlatformUnderTest } from './platform-under-test';

interface RevealedContact {
  readonly disclosureId: string;
  readonly value: string;
}

/** Operations of all services that open personal data when they are read, by service. */
const DISCLOSING_READS = DISCLOSING_SERVICES.flatMap((service) =>
  [
    ...Object.keys(DISCLOSES[service]).filter((operation) => operation !== 'revealContact'),
    ...(service === 'intake' ? Object.keys(DISCLOSES.disclosures) : []),
  ].map((operation) => `${service} ${operation}`),
);

/** What the complaints of this walk do not have, and what that would take. */
const NOT_REACHED: Readonly<Record<string, string>> = {
  'intake listMessages': 'an anonymous complainant who writes',
  'intake readAttachment': 'a complaint with a file',
  'intake readDraft': 'a complaint that is only captured',
  'resolution readSignedAnswer': 'an answer on signed paper',
  'routing showDecline': 'a complaint that is to be declined',
};

// D10, PR-01, DF-15
describe('personal data that staff read', () => {
  const planted = { staff: plant('staff', 'PHONE_HOTLINE'), portal: plant('portal', 'WEB_FORM') } as const;
  const everything = new Map([...planted.staff.all, ...planted.portal.all]);
  const complaints = new Map<string, string>();
  const known = new KnownThings();
  const databases = new Map<ServiceName, Client>();
  /** `<service> <operation>` of the reads in which something planted was found. */
  const found = new Set<string>();
  let under: PlatformUnderTest;
  let folder: string;
  let reads: Operation[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redress-disclosure-'));
    under = await PlatformUnderTest.start({ directoryFile: directoryWithEveryRole(folder) });
    const works = {
      staff: await CaseWork.byStaff(under, planted.staff.submission, planted.staff.words),
      portal: await CaseWork.byPortal(under, planted.portal.submission, planted.portal.words),
    };
    for (const [entry, work] of Object.entries(works)) {
      const { complaintId, complaintNo } = work;
      complaints.set(entry, complaintId);
      await work.assigned();
      await work.toResolved();
      await work.followUp(true);
      const { statement } = planted[entry as keyof typeof planted];
      const { body } = await under.client.ask<RevealedContact>(OFFICER, 'POST', revealsOf(complaintId), {
        body: { field: 'name', purpose: 'CONTACT_COMPLAINANT', note: statement },
      });
      known.add('disclosureId', body.disclosureId);
      known.add('complaintId', complaintId);
      known.add('complaintNo', complaintNo);
      await under.settle();
      for (const [name, value] of Object.entries(await childrenOf(under, work))) {
        if (name !== 'letterId') known.add(name, value);
      }
      const letters = await under.client.ask<{ items: { letterId: string }[] }>(
        OFFICER,
        'GET',
        under.url('notification', `/v1/letters?complaintId=${complaintId}`),
      );
      known.add('letterId', ...letters.body.items.map(({ letterId }) => letterId));
      await under.client.ask(OFFICER, 'POST', under.url('intake', `/v1/complaints/${complaintId}/contacts`), {
        body: {
          channel: 'PHONE_HOTLINE',
          direction: 'OUTBOUND',
          twoWay: true,
          purposes: ['PROGRESS'],
          note: statement,
        },
      });
      await under.client.ask(OFFICER, 'POST', under.url('routing', `/v1/complaints/${complaintId}/notes`), {
        body: { text: statement },
      });
    }
    for (const service of SERVICES) {
      const client = new Client({ connectionString: under.platform.databaseUrls[service] });
      await client.connect();
      databases.set(service, client);
    }
    const documents = await Promise.all(
      SERVICES.map(async (service) => {
        const { body } = await under.client.ask<ApiDocument>(null, 'GET', under.url(service, '/openapi.json'));
        return operationsOf(service, body);
      }),
    );
    reads = documents.flat().filter(({ method, access }) => method === 'GET' && access !== 'public');
  }, 300_000);

  afterAll(async () => {
    for (const client of databases.values()) await client.end();
    await under?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const revealsOf = (complaintId: string) => under.url('intake', `/v1/complaints/${complaintId}/reveals`);

  /** How often the log of a service says that a person read each complaint by an operation, of the entries that were planted. */
  async function recorded(service: ServiceName, who: string, operation: string): Promise<Map<string, number>> {
    const { rows } = await (databases.get(service) as Client).query<{ id: string; times: string }>(
      `select complaint_id as id, sum(times) as times from disclosure
       where reader_id = $1 and operation = $2 group by complaint_id`,
      [who, operation],
    );
    const times = new Map(rows.map((row) => [row.id, Number(row.times)]));
    return new Map([...complaints].map(([entry, id]) => [entry, times.get(id) ?? 0]));
  }

  /** Reads one address and says what is wrong with the log after it. */
  async function faultOf(
    who: string,
    { service, operationId }: Operation,
    address: string,
  ): Promise<string | undefined> {
    const before = await recorded(service, who, operationId);
    const { body, headers, status } = await under.client.send(who, 'GET', under.url(service, address));
    if (status >= 500) return `answers ${status}`;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const content = Buffer.from(
      `${text}\n${decodeURIComponent(JSON.stringify(headers).replaceAll(/%(?![0-9A-F]{2})/g, '%25'))}`,
    );
    const leaks = findLeaks([{ name: operationId, size: 1, content }], everything);
    const after = await recorded(service, who, operationId);
    if (headers['content-type']?.startsWith('application/pdf')) {
      // What it says is compressed: it leaves one record, of the complaint that it is about.
      const lines = [...after].reduce((sum, [entry, times]) => sum + times - (before.get(entry) ?? 0), 0);
      if (lines === 1) found.add(`${service} ${operationId}`);
      return lines <= 1 ? undefined : `left ${lines} records (${status})`;
    }
    for (const [entry, times] of after) {
      const isShown = leaks.some((leak) => leak.startsWith(`${entry}: `));
      if (isShown) found.add(`${service} ${operationId}`);
      const lines = times - (before.get(entry) ?? 0);
      if (lines !== (isShown ? 1 : 0)) {
        return `${isShown ? 'shows' : 'does not show'} personal data and left ${lines} records (${status})`;
      }
    }
    return undefined;
  }

  it.each(STAFF_ROLES.map(memberFor))(
    'leave a record for every read of %s in which they are, and none where they are not',
    async (who) => {
      const wrong: string[] = [];
      for (const operation of reads) {
        for (const address of known.addressesOf(operation)) {
          const fault = await faultOf(who, operation, address);
          if (fault) wrong.push(`${operation.service} ${operation.operationId} ${address}: ${fault}`);
        }
      }

      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it('were found in every read that the access table lists, and in no other', () => {
    expect([...found].sort()).toEqual(DISCLOSING_READS.filter((read) => !(read in NOT_REACHED)).sort());
  });

  it('are recorded of those who answer with a reveal, one field of one complaint', async () => {
    const complaintId = complaints.get('portal') ?? '';
    const { submission } = planted.portal;
    const { body } = await under.client.ask<RevealedContact>(OFFICER, 'POST', revealsOf(complaintId), {
      body: { field: 'email', purpose: 'ARRANGE_REMEDY' },
    });
    const log = await under.client.ask<{ items: object[] }>(
      memberFor('PRIVACY_OFFICER'),
      'GET',
      under.url('intake', `/v1/disclosures/intake?complaintId=${complaintId}&person=${OFFICER}`),
    );

    expect(body.value).toBe(submission.complainant.email);
    expect(log.body.items[0]).toMatchObject({
      disclosureId: body.disclosureId,
      operation: 'revealContact',
      opened: ['complainant.email'],
      purpose: 'ARRANGE_REMEDY',
    });
  });

  it('are in no record themselves', async () => {
    for (const [service, client] of databases) {
      const { rows } = await client.query('select * from disclosure');
      const content = Buffer.from(JSON.stringify(rows));

      expect(findLeaks([{ name: service, size: rows.length, content }], everything)).toEqual([]);
    }
  });
});
