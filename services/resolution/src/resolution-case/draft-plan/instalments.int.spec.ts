import { suspensionRequested, withdrawalRequested, type EventContract } from '@redress/contracts';
import { newId } from '@redress/persistence';
import type { ServiceUnderTest } from '@redress/service-testing';
import {
  APPROVER,
  Case,
  COLLEAGUE,
  EXECUTIVE,
  HANDLER,
  PAYER,
  REPAIRER,
  startResolution,
} from '../../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

const CNY = (amountMinor: number) => ({ amountMinor, currency: 'CNY' });
const parts = [
  { amount: CNY(30_000), dueOn: '2026-03-20' },
  { amount: CNY(20_000), dueOn: '2026-04-20' },
  { amount: CNY(10_000), dueOn: '2026-05-20' },
];
const refund = { type: 'REFUND', amount: CNY(60_000), ownerUnitId: 'FIN', basis: 'LAW', instalments: parts };

const numbered = parts.map((part, at) => ({
  type: 'REFUND',
  ...part,
  instalment: { no: at + 1, of: 3, total: CNY(60_000) },
}));

const codesOf = ({ body }: { body: Record<string, unknown> }) =>
  ((body['blockedBy'] ?? []) as { code: string }[]).map(({ code }) => code);
const statesOf = async (one: Case) => (await one.read()).plan?.remedies.map(({ state }) => state);

/** Accepted, with the ids of its three instalments. */
const anAccepted = async () => {
  const one = await Case.opened();
  const { plan } = await one.offered({ remedies: [refund] });
  await one.accept();
  const [first, second, third] = plan!.remedies.map(({ remedyId }) => remedyId) as [string, string, string];
  return { one, first, second, third };
};

/** Something that intake asks the holder. */
const ask = async (one: Case, contract: EventContract, fields: object = {}): Promise<void> => {
  const { kind } = contract.example as { kind: string };
  await service.tell(one.complaintId, [
    { contract, payload: { requestId: newId(), kind, requestedAt: '2026-03-02T02:00:00.000Z', ...fields } },
  ]);
};

// T27, RM-07
describe('a payment in instalments', () => {
  it('names every part to the complainant, and is agreed to as one', async () => {
    const one = await Case.opened();
    const drafted = await one.draft(HANDLER, { remedies: [refund] });
    expect(drafted.status).toBe(201);
    expect(drafted.body['remedyIds']).toHaveLength(3);
    await one.submit();
    await one.decide();

    expect((await one.read()).plan?.remedies).toMatchObject(numbered.map((part) => ({ ...part, state: 'OFFERED' })));
    for (const [locale, words] of [
      ['en', 'Instalment: 2 of 3'],
      ['zh-CN', '分期：第 2 期，共 3 期'],
    ] as const) {
      const page = await service.ask<Buffer>(null, 'POST', `/v1/offers/${await one.token()}`, {
        body: { code: 'K7MQ2XWP9RTA', decision: 'VIEW' },
        headers: { accept: 'text/html', 'accept-language': locale },
      });
      expect(page.body.toString()).toContain(words);
    }
    const { body } = await one.accept();
    expect(body['remedies']).toEqual(numbered);
    expect((await one.said('offer-accepted')).data).toMatchObject({ executeBy: '2026-05-20' });
  });

  it('needs the authority for the whole of it, however small its parts are', async () => {
    const one = await Case.opened();
    const halves = [
      { amount: CNY(250_001), dueOn: '2026-03-20' },
      { amount: CNY(250_000), dueOn: '2026-04-20' },
    ];
    await one.draft(HANDLER, { remedies: [{ ...refund, amount: CNY(500_001), instalments: halves }] });

    expect(await one.submit()).toMatchObject({ status: 201, body: { approverRole: 'EXECUTIVE' } });
    expect((await one.decide(APPROVER)).status).toBe(403);
    expect((await one.decide(EXECUTIVE)).status).toBe(201);
  });

  it('is paid part by part by who owns it, each once; the last part resolves the complaint', async () => {
    const { one, first, second, third } = await anAccepted();

    expect((await one.execute(first, APPROVER)).status).toBe(403);
    expect((await one.execute(first, COLLEAGUE)).status).toBe(403);
    // Whose unit carries none of it out does not see the case.
    expect((await one.execute(first, REPAIRER)).status).toBe(404);
    expect(await one.execute(first, PAYER, { amountMinor: '60000' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/amountMinor' }] },
    });
    const both = await Promise.all([one.execute(first, PAYER), one.execute(first, PAYER)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(codesOf(await one.execute(first, PAYER))).toEqual(['REMEDY_NOT_EXECUTABLE']);
    expect((await one.said('remedy-executed')).data).toMatchObject({ remedy: { instalment: { no: 1, of: 3 } } });

    await one.failed(second, PAYER, 'PAYMENT_RETURNED');
    expect(await one.execute(third, PAYER)).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });
    expect(await statesOf(one)).toEqual(['DONE', 'FAILED', 'DONE']);
    expect((await one.execute(second, PAYER)).status).toBe(409);
    await one.onRemedy(second, PAYER, 'start');
    expect(await one.execute(second, PAYER)).toMatchObject({ status: 201, body: { state: 'RESOLVED' } });
  });

  it('of which a part proves impossible is negotiated anew: what is paid stays, what is open is cancelled', async () => {
    const { one, first, second } = await anAccepted();
    await one.execute(first, PAYER);
    await one.failed(second, PAYER, 'PAYMENT_RETURNED');
    const contactId = await one.contact();

    expect(await one.command(HANDLER, 'POST', 'renegotiation', { contactIds: [contactId] })).toMatchObject({ status: 201 });

    expect(await statesOf(one)).toEqual(['DONE', 'CANCELLED', 'CANCELLED']);
    expect((await one.said('remedy-renegotiated')).data).toMatchObject({
      done: [{ instalment: { no: 1 } }],
      cancelled: [{ instalment: { no: 2 } }, { instalment: { no: 3 } }],
    });
  });

  // T34
  it('is not paid once the complaint is withdrawn, which is refused from the first part on', async () => {
    const withdrawn = await anAccepted();
    await ask(withdrawn.one, withdrawalRequested);
    await withdrawn.one.becomes('WITHDRAWN');
    expect((await withdrawn.one.execute(withdrawn.first, PAYER)).status).toBe(409);

    const begun = await anAccepted();
    await begun.one.execute(begun.first, PAYER);
    await ask(begun.one, withdrawalRequested);
    expect((await begun.one.said('request-refused')).data).toMatchObject({ reasonCode: 'REMEDY_IN_EXECUTION' });
  });

  // T35
  it('rests with the parts that are not paid while the complaint is suspended', async () => {
    const { one, first, second } = await anAccepted();
    await one.execute(first, PAYER);
    await ask(one, suspensionRequested, { reviewBy: '2026-03-30T02:00:00.000Z' });
    await one.becomes('SUSPENDED');

    expect((await one.execute(second, PAYER)).status).toBe(409);
    expect((await one.onRemedy(second, PAYER, 'start')).status).toBe(409);
    expect(await statesOf(one)).toEqual(['DONE', 'ACCEPTED', 'ACCEPTED']);
  });

  it('is refused field by field, and no caller says which part a payment is', async () => {
    const one = await Case.opened();
    for (const [remedy, pointer] of [
      [{ ...refund, amount: CNY(60_001) }, '/remedies/0/instalments'],
      [{ ...refund, instalments: parts.slice(0, 1) }, '/remedies/0/instalments'],
      [{ ...refund, instalments: [parts[1], parts[0], parts[2]] }, '/remedies/0/instalments/1/dueOn'],
      [{ type: 'REPAIR', ownerUnitId: 'LOG', instalments: parts }, '/remedies/0/instalments'],
      [
        { ...refund, instalments: [{ ...parts[0], amount: CNY(0) }, parts[1], parts[2]] },
        '/remedies/0/instalments/0/amount/amountMinor',
      ],
      [{ ...refund, instalments: undefined, instalment: numbered[0]!.instalment }, '/remedies/0/instalment'],
    ] as const) {
      expect(await one.draft(HANDLER, { remedies: [remedy] })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer }] },
      });
    }
    expect((await one.read()).version).toBe(1);
  });
});
