import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { SERVICES } from '@redress/contracts';
import { aSubmission, CaseWork, OFFICER } from '@redress/workload';
import { directoryWithEveryRole, memberFor, STAFF_ROLES } from './every-role';
import { operationsOf, type ApiDocument, type Operation } from './hostile/api-document';
import { childrenOf } from './hostile/stage';
import { KnownThings } from './known-things';
import { PlatformUnderTest } from './platform-under-test';

const CLIENT = 'client:crm';
const PHONE = '+86 139 4417 6082';
const CODE_LETTER = /一次性验证码/;
const CODE = /一次性验证码：(\d{6})/;
/** Nothing is parked or revealed here and no change of the directory waits, so what shows one of them answers 404. */
const NOTHING_THERE = [
  'showParkedEvent',
  'showDisclosure',
  'showProposedChange',
  'readAttachment',
  'readDraft',
  'readSignedAnswer',
  'showDecline',
];

// PR-01, D10, SY-04, contracts 6 and 7
describe('what a complainant answers with', () => {
  let under: PlatformUnderTest;
  let folder: string;
  /** Every answer to a member of staff or a system, as a text, with what was asked. */
  const answers: { readonly asked: string; readonly text: string }[] = [];
  /** What is planted, each as what an answer may not match. */
  const plants = new Map<string, RegExp>();
  const known = new KnownThings();
  let operations: Operation[];
  const reached = new Set<string>();

  const plantWord = (what: string, word: string) =>
    plants.set(what, new RegExp(`(?<![0-9A-Za-z_-])${word}(?![0-9A-Za-z_-])`));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redress-credentials-'));
    under = await PlatformUnderTest.start({
      directoryFile: directoryWithEveryRole(folder),
      observer: ({ who, method, url, body }) => {
        if (who === null || url.includes('/internal/')) return;
        // A reveal is what it says: recorded, for a purpose, and the digits prove nothing any more.
        if (url.endsWith('/reveals')) return;
        // Compressed, so that no word is found in it; `tell-letter.int` and `letter-pdf.unit` look at what a print says.
        if (url.endsWith('/print')) return;
        answers.push({ asked: `${method} ${new URL(url).pathname} as ${who}`, text: JSON.stringify(body) ?? '' });
      },
    });
    const complainant = (name: string) => ({
      type: 'CONSUMER' as const,
      name: '欧阳明月',
      email: `${name}.${randomUUID()}@mail.example`,
      phone: PHONE,
      locale: 'zh-CN' as const,
    });
    const cases = [
      // Answered by tracking code, closed.
      await CaseWork.byStaff(under, aSubmission({ complainant: complainant('closed') })),
      // Offered, with a one-time code under way.
      await CaseWork.byPortal(under, aSubmission({ channel: 'WEB_FORM', complainant: complainant('offered') })),
      await CaseWork.byTopic(under, aSubmission({ complainant: complainant('answered') })),
    ] as const;
    const [closed, offered, answered] = cases;
    for (const work of cases) {
      await work.assigned();
      await work.accept();
      await work.investigate();
      await work.propose();
      await work.approve();
      plantWord(`tracking code of ${work.complaintNo}`, await work.trackingCode());
      plantWord(`token of ${work.complaintNo}`, basename(await work.offerLink()));
    }
    await closed.acceptOffer();
    await closed.execute();
    // Refused, since remedies were carried out; the request can be read.
    await closed.askToWithdraw('我不投诉了。');
    await closed.followUp(true);
    for (const work of [offered, answered]) {
      const link = under.url('resolution', new URL(await work.offerLink()).pathname);
      await under.client.ask(null, 'POST', link, { body: { decision: 'SEND_CODE' } });
      const { text } = await under.letter(work.address, CODE_LETTER);
      const code = CODE.exec(text)?.[1] ?? '';
      expect(code).toMatch(/^\d{6}$/);
      plantWord(`one-time code of ${work.complaintNo}`, code);
      if (work === answered) {
        const { body } = await under.client.ask<{ status: string }>(null, 'POST', link, {
          body: { code, decision: 'ACCEPT' },
        });
        expect(body.status).toBe('ACCEPTED');
      }
    }
    const digits = PHONE.replace(/\D/g, '');
    plants.set('phone', new RegExp([...digits].slice(-8).join('[ -]?')));
    plants.set('last digits of a phone behind a mask', /\*[ -]?\d/);
    await under.settle();
    for (const work of cases) {
      const { complaintId, complaintNo } = work;
      known.add('complaintId', complaintId);
      known.add('complaintNo', complaintNo);
      for (const [name, value] of Object.entries(await childrenOf(under, work))) known.add(name, value);
      const letters = await under.client.ask<{ items: { letterId: string }[] }>(
        OFFICER,
        'GET',
        under.url('notification', `/v1/letters?complaintId=${complaintId}`),
      );
      known.add('letterId', ...letters.body.items.map(({ letterId }) => letterId));
    }
    known.add('dimension', 'STATE');
    known.add('value', 'CLOSED');
    operations = (
      await Promise.all(
        SERVICES.map(async (service) => {
          const { body } = await under.client.ask<ApiDocument>(null, 'GET', under.url(service, '/openapi.json'));
          return operationsOf(service, body);
        }),
      )
    ).flat();
  }, 300_000);

  afterAll(async () => {
    await under?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const addressesOf = (operation: Operation) =>
    known.addressesOf(operation).map((address) => under.url(operation.service, address));

  const readsOf = () => operations.filter(({ method, access }) => method === 'GET' && access !== 'public');

  it.each([...STAFF_ROLES.map(memberFor), CLIENT])(
    'is in no read of any service for %s',
    async (who) => {
      const before = answers.length;
      for (const operation of readsOf()) {
        for (const address of addressesOf(operation)) {
          const { status } = await under.client.send(who, 'GET', address);
          if (status === 200) reached.add(operation.operationId);
          expect({ operation: operation.operationId, fails: status >= 500 }).toEqual({
            operation: operation.operationId,
            fails: false,
          });
        }
      }

      expect(answers.length).toBeGreaterThan(before + readsOf().length - 1);
      expect(leaksIn(answers.slice(before))).toEqual([]);
    },
    120_000,
  );

  it('was looked for where there was something to read', () => {
    const unread = readsOf()
      .map(({ operationId }) => operationId)
      .filter((operationId) => !reached.has(operationId) && !NOTHING_THERE.includes(operationId));

    // Of what a scope opens, no member of staff reads anything.
    const byRole = readsOf().filter(({ access }) => access === 'authenticated' || Array.isArray(access));
    expect(unread.filter((id) => byRole.some(({ operationId }) => operationId === id))).toEqual([]);
    expect(answers.filter(({ asked }) => asked.startsWith('GET /v1/letters/')).length).toBeGreaterThan(10);
  });

  it('is in no answer to a command of staff on the way from registration to closure', () => {
    const commands = answers.filter(({ asked }) => !asked.startsWith('GET '));

    expect(commands.length).toBeGreaterThan(15);
    expect(leaksIn(commands)).toEqual([]);
  });

  it('would have been found: it is in the letters of the complainants', () => {
    const texts = under.platform.mail.list().map(({ text }) => ({ asked: 'letter', text }));

    const found = leaksIn(texts);
    expect(found.filter((leak) => /code of|token of/.test(leak)).length).toBe(plants.size - 2);
  });

  function leaksIn(places: readonly { readonly asked: string; readonly text: string }[]): string[] {
    const found = places.flatMap(({ asked, text }) =>
      [...plants].filter(([, pattern]) => pattern.test(text)).map(([what]) => `${what} in ${asked}`),
    );
    return [...new Set(found)];
  }
});
