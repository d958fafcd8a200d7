import {
  assignmentAccepted,
  complaintClosed,
  complaintDetermined,
  complaintMerged,
  complaintReopened,
  holderAfter,
  machines,
  resolutionOffered,
  type ComplaintState,
  type EventContract,
  type Holder,
} from '@redress/contracts';
import { envelopeHeaders } from '@redress/outbox';
import { newId } from '@redress/persistence';
import { eventually } from '@redress/testing';
import type { KafkaMessage } from 'kafkajs';
import { aSubmission } from '../../testing/a-submission.spec';
import { IntakeUnderTest, MONDAY } from '../../testing/intake-under-test.spec';

const LIN = 'staff:lin.intake';
const TRIAGE = 'staff:qi.triage';
const { GRANTED, OPEN } = machines.request.state;

let intake: IntakeUnderTest;
let story: KafkaMessage[];

beforeAll(async () => {
  intake = await IntakeUnderTest.start({
    REDRESS_PORTAL_LOOKUPS_PER_MINUTE: '1000',
    REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: '1000',
    REDRESS_PORTAL_MAILS_PER_RECIPIENT_HOUR: '1000',
    REDRESS_PORTAL_MAILS_PER_RECIPIENT_DAY: '1000',
  });
  story = await intake.recordsOf('complaint.lifecycle.v1');
}, 240_000);

afterAll(() => intake?.stop());

/** A complaint of the test, which plays its holders. */
class Complaint {
  private seq = 1;
  private state: ComplaintState = 'REGISTERED';

  private constructor(
    readonly id: string,
    readonly no: string,
    readonly code: string,
  ) {}

  static async registered(): Promise<Complaint> {
    const body = aSubmission({ channel: 'WEB_FORM' });
    const reply = await intake.call('POST', '/v1/portal/complaints', { key: newId(), body });
    return new Complaint(reply.body.complaintId, reply.body.complaintNo, reply.body.trackingCode);
  }

  ask(as: string, kind: string, fields: object = {}) {
    return intake.call('POST', `/v1/complaints/${this.id}/requests`, {
      as,
      key: newId(),
      body: { kind, statement: '理由。', ...fields },
    });
  }

  mergeInto(primary: Complaint, as = TRIAGE) {
    return this.ask(as, 'MERGE', { primaryId: primary.id });
  }

  /** The complainant asks, with number and code. */
  askAsComplainant(kind: string) {
    return intake.call('POST', '/v1/portal/requests', {
      key: newId(),
      body: { complaintNo: this.no, trackingCode: this.code, kind, statement: '理由。' },
    });
  }

  async read() {
    return (await intake.call('GET', `/v1/complaints/${this.id}`, { as: LIN })).body;
  }

  async track() {
    const body = { complaintNo: this.no, trackingCode: this.code };
    return (await intake.call('POST', '/v1/portal/track', { body })).body;
  }

  /** A holder moves it; waits until intake has read that. */
  async moves<C extends EventContract>(contract: C, to: ComplaintState, by: Holder, payload: object): Promise<void> {
    this.seq += 1;
    const move = { stateSeq: this.seq, from: this.state, to, holder: holderAfter(to, by) };
    const packs = [{ id: 'GENERAL_SERVICE', version: 1 }];
    const { id: complaintId, no: complaintNo } = this;
    const data = { complaintId, complaintNo, organisationId: 'acme', occurredAt: MONDAY, packs, ...move, ...payload };
    await intake.publish('complaint.lifecycle.v1', {
      key: complaintId,
      value: JSON.stringify({ actor: { kind: 'SYSTEM', id: 'system' }, ...data }),
      headers: envelopeHeaders({
        id: newId(),
        service: by,
        type: contract.type,
        subject: complaintId,
        at: new Date(MONDAY),
        recordedAt: new Date(),
        organisationId: 'acme',
        correlationId: complaintId,
        move: { ...move, complaintNo, packs, unitId: 'CS' },
      }),
    });
    this.state = to;
    await eventually(async () => (await this.read()).stateSeq === this.seq, { what: `${complaintNo} to be ${to}` });
  }

  granted(requestId: string, primary: Complaint): Promise<void> {
    return this.moves(complaintMerged, 'MERGED', 'routing', { requestId, primaryId: primary.id });
  }

  async mergedInto(primary: Complaint): Promise<void> {
    await this.granted((await this.mergeInto(primary)).body.requestId, primary);
  }

  reopened(requestId: string): Promise<void> {
    return this.moves(complaintReopened, 'UNDER_ASSESSMENT', 'routing', { requestId, reopenCount: 1, unitId: 'CS' });
  }

  /** A unit took it up, and it was determined. */
  private async isDetermined(): Promise<void> {
    await this.moves(assignmentAccepted, 'UNDER_INVESTIGATION', 'routing', {});
    await this.moves(complaintDetermined, 'DETERMINED', 'investigation', {});
  }

  async offered(): Promise<void> {
    await this.isDetermined();
    await this.moves(resolutionOffered, 'RESOLUTION_OFFERED', 'resolution', {});
  }

  async closed(): Promise<void> {
    await this.isDetermined();
    await this.moves(complaintClosed, 'CLOSED', 'resolution', {});
  }

  /** What the story says of it, by the fact. */
  said(fact: string): Record<string, unknown>[] {
    return story
      .filter(({ key, headers }) => String(key) === this.id && String(headers?.['ce_type']).endsWith(`.${fact}.v1`))
      .map(({ value }) => JSON.parse(String(value)) as Record<string, unknown>);
  }

  hears(fact: string): Promise<Record<string, unknown>> {
    return eventually(async () => this.said(fact).at(-1), { timeoutMs: 20_000, what: `${this.no} to hear ${fact}` });
  }
}

// T7, LI-10, UA-15
describe('a complaint that is merged', () => {
  it('makes its complainant a party of the other one, and both are followed by the state of that one', async () => {
    const [primary, other] = [await Complaint.registered(), await Complaint.registered()];

    const { status, body } = await other.mergeInto(primary);
    expect([status, body]).toEqual([202, expect.objectContaining({ kind: 'MERGE', status: OPEN })]);
    expect(await other.hears('merge-requested')).toMatchObject({ requestId: body.requestId, primaryId: primary.id });

    await other.granted(body.requestId, primary);

    expect(await primary.hears('party-added')).toMatchObject({ partyId: other.id, requestId: body.requestId });
    expect(await other.read()).toMatchObject({
      state: 'MERGED',
      mergedInto: primary.id,
      parties: [
        { partyId: primary.id, complaintNo: primary.no, leftAt: null },
        { partyId: other.id, complaintNo: other.no, leftAt: null },
      ],
    });
    expect(await primary.read()).toMatchObject({ mergedInto: null, parties: [{}, { partyId: other.id }] });
    await primary.offered();
    expect(await other.track()).toMatchObject({ status: { code: 'ANSWER_READY' } });
  }, 60_000);

  it('is asked for by those whose it is, and names another complaint of the organisation', async () => {
    const [primary, other] = [await Complaint.registered(), await Complaint.registered()];

    expect(await other.mergeInto(primary, LIN)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'ROLE_MISSING' }] },
    });
    expect((await other.askAsComplainant('MERGE')).status).toBe(422);
    expect(await other.mergeInto(other)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/primaryId', code: 'same-complaint' }] },
    });
    expect(await other.ask(TRIAGE, 'MERGE', { primaryId: newId() })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/primaryId', code: 'unknown-complaint' }] },
    });
    expect(await other.ask(TRIAGE, 'MERGE')).toMatchObject({ status: 422, body: { errors: [{ code: 'required' }] } });
    const foreign = await intake.call('POST', '/v1/complaints', {
      as: 'staff:nora.north',
      key: newId(),
      body: aSubmission(),
    });
    expect(await other.ask(TRIAGE, 'MERGE', { primaryId: foreign.body.complaintId })).toMatchObject({ status: 422 });
  }, 60_000);

  it('waits for an answer before either of the two is merged otherwise, also when both are asked at once', async () => {
    const [a, b, c] = [await Complaint.registered(), await Complaint.registered(), await Complaint.registered()];

    const both = await Promise.all([a.mergeInto(b), b.mergeInto(a)]);

    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    const refused = both.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ blockedBy: [{ code: 'MERGE_OPEN' }] });
    const [secondary, primary] = both[0].status === 202 ? [a, b] : [b, a];
    // The one that is to end is no one's primary, and the one that is to go on ends in no other.
    expect((await c.mergeInto(secondary)).body).toMatchObject({ blockedBy: [{ code: 'MERGE_OPEN' }] });
    expect((await primary.mergeInto(c)).body).toMatchObject({ blockedBy: [{ code: 'MERGE_OPEN' }] });
    // Several may join the same one.
    expect((await c.mergeInto(primary)).status).toBe(202);
  }, 60_000);

  it('goes into the last one of a chain only, and takes its own parties along', async () => {
    const [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(() => Complaint.registered()));
    await b!.mergedInto(a!);

    expect((await c!.mergeInto(b!)).body).toMatchObject({
      blockedBy: [{ code: 'PRIMARY_MERGED', params: { primaryId: a!.id } }],
    });

    await a!.mergedInto(d!);
    await eventually(async () => d!.said('party-added').length === 2, { what: 'both parties to be added' });
    expect((await b!.read()).mergedInto).toBe(d!.id);
    expect((await d!.read()).parties).toHaveLength(3);
  }, 60_000);

  it('does not go into one of which an offer is out, nor into one that is closed for good', async () => {
    const [offered, other, closed] = await Promise.all([1, 2, 3].map(() => Complaint.registered()));
    await offered!.offered();
    await closed!.closed();

    expect((await other!.mergeInto(offered!)).body).toMatchObject({
      blockedBy: [{ code: 'PRIMARY_TAKES_NO_PARTY', params: { state: 'RESOLUTION_OFFERED' } }],
    });
    const accepted = await other!.mergeInto(closed!);
    expect(accepted.status).toBe(202);
    await other!.granted(accepted.body.requestId, closed!);
    expect(await closed!.hears('party-added')).toMatchObject({ partyId: other!.id });
    expect(await closed!.hears('reopening-requested')).toMatchObject({
      newEvidence: true,
      actor: { kind: 'SYSTEM', id: 'intake' },
    });
  }, 60_000);

  it('is handled on its own again when the other one had an offer out before the merge was granted', async () => {
    const [primary, other] = [await Complaint.registered(), await Complaint.registered()];
    const { requestId } = (await other.mergeInto(primary)).body;
    await primary.offered();

    await other.granted(requestId, primary);

    const asked = await other.hears('reopening-requested');
    expect(asked).toMatchObject({ actor: { kind: 'SYSTEM', id: 'intake' } });
    await other.reopened(asked['requestId'] as string);
    expect(primary.said('party-added')).toEqual([]);
    expect(await other.read()).toMatchObject({ state: 'UNDER_ASSESSMENT', mergedInto: null, parties: [] });
  }, 60_000);
});

// T7, T30
describe('a merge that is undone', () => {
  it('by its complainant lets the complaint go on under its own number, and the other one without it', async () => {
    const [primary, other] = [await Complaint.registered(), await Complaint.registered()];
    await other.mergedInto(primary);

    const { status, body } = await other.askAsComplainant('REOPENING');
    expect(status).toBe(202);
    expect(primary.said('party-left')).toEqual([]);
    await other.reopened(body.requestId);

    expect(await primary.hears('party-left')).toMatchObject({
      partyId: other.id,
      why: 'SEPARATED',
      requestId: body.requestId,
    });
    expect(await other.read()).toMatchObject({ state: 'UNDER_ASSESSMENT', mergedInto: null });
    expect((await primary.read()).parties).toMatchObject([{ leftAt: null }, { leftBecause: 'SEPARATED' }]);
    // It may be merged anew.
    expect((await other.mergeInto(primary)).status).toBe(202);
  }, 60_000);

  it('is refused once an offer is out: then it is settled with the other one', async () => {
    const [primary, other] = [await Complaint.registered(), await Complaint.registered()];
    await other.mergedInto(primary);
    await primary.offered();

    expect((await other.askAsComplainant('REOPENING')).body).toMatchObject({
      blockedBy: [{ code: 'SETTLED_WITH_PRIMARY', params: { state: 'RESOLUTION_OFFERED' } }],
    });
  }, 60_000);
});

// T7, T34
describe('one of several complainants who takes the complaint back', () => {
  it('leaves the case, which goes on for the others; the last one ends it', async () => {
    const [primary, other] = [await Complaint.registered(), await Complaint.registered()];
    await other.mergedInto(primary);

    const left = await primary.askAsComplainant('WITHDRAWAL');

    expect([left.status, left.body]).toEqual([202, expect.objectContaining({ status: GRANTED })]);
    expect(await primary.hears('party-left')).toMatchObject({
      partyId: primary.id,
      why: 'NO_LONGER_WANTED',
      requestId: left.body.requestId,
    });
    expect(primary.said('withdrawal-requested')).toEqual([]);
    expect((await primary.askAsComplainant('WITHDRAWAL')).body).toMatchObject({
      blockedBy: [{ code: 'NO_LONGER_A_PARTY' }],
    });
    expect((await primary.read()).requests).toMatchObject([{ status: GRANTED, answeredBy: 'intake' }]);

    const last = await other.askAsComplainant('WITHDRAWAL');
    expect(last.body).toMatchObject({ complaintId: other.id, status: OPEN });
    expect(await primary.hears('withdrawal-requested')).toMatchObject({ requestId: last.body.requestId });
    expect(primary.said('party-left')).toHaveLength(1);
    expect((await other.askAsComplainant('WITHDRAWAL')).body).toMatchObject({
      blockedBy: [{ code: 'WITHDRAWAL_OPEN' }],
    });
  }, 60_000);

  it('does so once, when two ask at the same time', async () => {
    const [primary, other] = [await Complaint.registered(), await Complaint.registered()];
    await other.mergedInto(primary);

    const both = await Promise.all([primary.askAsComplainant('WITHDRAWAL'), other.askAsComplainant('WITHDRAWAL')]);

    expect(both.map(({ body }) => body.status).sort()).toEqual([GRANTED, OPEN]);
    await primary.hears('withdrawal-requested');
    expect(primary.said('party-left')).toHaveLength(1);
  }, 60_000);
});
