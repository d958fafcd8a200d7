import { contactLogged, withdrawalRequested, type EventContract } from '@redress/contracts';
import { newId } from '@redress/persistence';
import { RoutingUnderTest, saidOfClocks } from '../../routing-under-test.spec';

/** Shanghai time of a March day in 2026 (the 2nd is a Monday). */
const at = (day: number, time: string) => new Date(`2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`);

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start();
}, 120_000);

afterAll(() => routing?.stop());

interface Shown {
  readonly clockId: string;
  readonly clock: string;
  readonly state: string;
  readonly dueAt: string | null;
}

/** A complaint with a limit of 72 hours, due on the third day after `received`. */
class Case {
  private constructor(readonly complaintId: string) {}

  static async received(on: Date): Promise<Case> {
    const [id] = (await routing.register([{ proposedCategory: 'SERVICE_QUALITY' }], on)) as [string];
    await routing.settle();
    return new Case(id);
  }

  get path() {
    return `/v1/complaints/${this.complaintId}`;
  }

  async clock(code = 'RESOLUTION'): Promise<Shown> {
    const { body } = await routing.call('staff:tang', `${this.path}/clocks`);
    return (body.clocks as Shown[]).find(({ clock }) => clock === code)!;
  }

  async contact(given: object = {}, contactAt = at(3, '10:00')): Promise<string> {
    const contactId = newId();
    await routing.tell(this.complaintId, contactLogged as unknown as EventContract, contactAt, {
      contactId,
      twoWay: true,
      purposes: ['LONGER_TIME_AGREED'],
      at: contactAt.toISOString(),
      ...given,
    } as never);
    await routing.settle();
    return contactId;
  }

  async move(
    what: 'extension' | 'agreed-date' | 'extension-proposal' | 'extension-decision',
    body: object,
    who = 'staff:sun',
    code = 'RESOLUTION',
  ) {
    const { version } = (await routing.call('staff:tang', `${this.path}/assignment`)).body;
    const { clockId } = await this.clock(code);
    return routing.call(who, `${this.path}/clocks/${clockId}/${what}`, { body, version });
  }

  async said() {
    return saidOfClocks(await routing.settledStory(this.complaintId))
      .filter(({ clock }) => clock === 'RESOLUTION')
      .map(({ what }) => what);
  }
}

// CA-03
describe('the extension of a clock', () => {
  it('needs the consent of the complainant, and moves the due time before it is over', async () => {
    const one = await Case.received(at(2, '09:00'));
    routing.advanceTo(at(3, '10:30'));
    const until = at(6, '18:00').toISOString();
    const extension = async (contactId: string) => one.move('extension', { until, reason: 'LAB_TIME', contactId });

    expect(await extension(newId())).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:not-caught-up' },
    });
    for (const contact of [{ twoWay: false }, { purposes: ['PROGRESS'] }]) {
      expect(await extension(await one.contact(contact))).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/contactId', code: 'not-agreed-in-contact' }] },
      });
    }
    const another = await Case.received(at(3, '10:00'));
    expect(await extension(await another.contact())).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'contact-of-another' }] },
    });
    const agreed = await one.contact();
    for (const [day, code] of [
      [at(5, '08:00'), 'not-later'],
      [at(27, '09:00'), 'later-than-allowed'],
    ] as const) {
      const far = { until: day.toISOString(), reason: 'LAB_TIME', contactId: agreed };
      expect(await one.move('extension', far)).toMatchObject({ status: 422, body: { errors: [{ code }] } });
    }
    expect((await one.clock()).dueAt).toBe(at(5, '09:00').toISOString());

    expect(await extension(agreed)).toMatchObject({ status: 200 });

    expect((await one.clock()).dueAt).toBe(until);
    const story = await routing.settledStory(one.complaintId);
    expect(story.filter(({ fact }) => fact === 'clock-extended')).toMatchObject([
      { value: { clock: 'RESOLUTION', run: 0, dueAt: until, reason: 'LAB_TIME', contactId: agreed } },
    ]);
    expect((await one.said()).slice(-2)).toEqual(['clock-extended', 'EXTENDED']);
    routing.advanceTo(at(5, '12:00'));
    await routing.sweep();
    expect(await one.said()).not.toContain('clock-breached');
  });

  it('comes too late after the due time, and is for those who talk with complainants about open complaints', async () => {
    const one = await Case.received(at(5, '12:00'));
    const contactId = await one.contact({}, at(6, '09:00'));
    const body = { until: at(20, '12:00').toISOString(), reason: 'COMPLEXITY', contactId };

    expect(await one.move('extension', body, 'staff:tang')).toMatchObject({ status: 403 });
    expect(await one.move('extension', body, 'staff:sun', 'ACKNOWLEDGEMENT')).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'CLOCK_NOT_EXTENDABLE', params: { clock: 'ACKNOWLEDGEMENT' } }] },
    });
    routing.advanceTo(at(8, '12:00'));
    const late = await one.move('extension', body);
    expect(late).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'EXTENSION_AFTER_EXPIRY' }] } });
    await routing.tell(one.complaintId, withdrawalRequested as unknown as EventContract, at(8, '12:00'), {
      requestId: newId(),
    } as never);
    await routing.settle();
    const ended = await one.move('extension', body);
    expect(ended.body.blockedBy.map(({ code }: { code: string }) => code)).toEqual(['NOT_OPEN', 'CLOCK_NOT_RUNNING']);
  });
});

// SL-14, SL-15
describe('a date that is agreed with the complainant', () => {
  it('stops the clock until then, and lies within what the pack allows', async () => {
    const one = await Case.received(at(9, '09:00'));
    routing.advanceTo(at(10, '10:00'));
    const contactId = await one.contact({}, at(10, '09:30'));
    const agree = (until: Date) => one.move('agreed-date', { until: until.toISOString(), contactId });

    expect(await agree(at(14, '10:00'))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/until', code: 'later-than-allowed' }] },
    });
    expect(await agree(at(12, '10:00'))).toMatchObject({ status: 200 });
    expect(await one.clock()).toMatchObject({ state: 'PAUSED', dueAt: at(14, '09:00').toISOString() });
    expect(await agree(at(12, '12:00'))).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'CLOCK_NOT_RUNNING', params: { clockState: 'PAUSED' } }] },
    });

    routing.advanceTo(at(12, '10:00'));
    await routing.sweep();
    expect(await one.clock()).toMatchObject({ state: 'RUNNING', dueAt: at(14, '09:00').toISOString() });
    expect((await one.said()).filter((what) => what === 'PAUSED' || what === 'RESUMED')).toEqual(['PAUSED', 'RESUMED']);
  });
});

// CA-03, SM-05
describe('the extension of a clock that needs an approval', () => {
  const until = at(6, '18:00').toISOString();

  it('is proposed by one person and approved by another, before the clock runs out, and not by consent', async () => {
    const one = await Case.received(at(12, '09:00'));
    routing.advanceTo(at(12, '10:00'));
    const code = 'SOLUTION_PROPOSED';
    const later = at(17, '18:00').toISOString();
    const contactId = await one.contact({}, at(12, '09:30'));
    const codesOf = ({ body }: { body: { blockedBy?: { code: string }[]; errors?: { code: string }[] } }) =>
      (body.blockedBy ?? body.errors ?? []).map((given) => given.code);
    const propose = (body: object = {}, who = 'staff:he', clock = code) =>
      one.move('extension-proposal', { until: later, reason: 'COMPLEXITY', ...body }, who, clock);
    const decide = (who: string, decision = 'APPROVE') => one.move('extension-decision', { decision }, who, code);

    const agreed = { until: later, reason: 'COMPLEXITY', contactId };
    expect(codesOf(await one.move('extension', agreed, 'staff:sun', code))).toEqual(['EXTENSION_NEEDS_APPROVAL']);
    expect(codesOf(await propose({}, 'staff:he', 'RESOLUTION'))).toEqual(['CLOCK_NOT_EXTENDABLE']);
    expect((await propose({}, 'staff:tang')).status).toBe(403);
    expect(codesOf(await propose({ until }))).toEqual(['not-later']);
    expect(codesOf(await propose({ until: at(31, '18:00').toISOString() }))).toEqual(['later-than-allowed']);
    expect(codesOf(await decide('staff:sun'))).toContain('NOTHING_PROPOSED');
    expect((await propose()).status).toBe(200);
    expect(codesOf(await propose())).toEqual(['APPROVAL_OPEN']);
    expect((await decide('staff:he')).status).toBe(403);
    expect((await decide('staff:qian')).status).toBe(404);
    expect((await one.clock(code)).dueAt).toBe(at(14, '09:00').toISOString());

    const both = await Promise.all([decide('staff:sun'), decide('staff:gu')]);

    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await one.clock(code)).dueAt).toBe(later);
    const story = await routing.settledStory(one.complaintId);
    const told = story.filter(({ fact }) => fact === 'clock-extended');
    expect(told).toMatchObject([{ value: { clock: code, dueAt: later, reason: 'COMPLEXITY' } }]);
    expect(told[0]?.value['contactId']).toBeUndefined();
    expect(story.filter(({ fact }) => fact.startsWith('approval-')).map(({ value }) => value)).toMatchObject([
      { approval: 'EXTENSION', deciderId: 'staff:sun', proposerId: 'staff:he' },
      { approval: 'EXTENSION', result: 'APPROVED', stepId: told[0]?.value['stepId'] },
    ]);
  });

  it('comes too late once the clock has run out, whenever it was proposed, and may still be rejected', async () => {
    const one = await Case.received(at(16, '09:00'));
    routing.advanceTo(at(16, '10:00'));
    const code = 'SOLUTION_PROPOSED';
    const body = { until: at(20, '18:00').toISOString(), reason: 'SUPPLIER' };
    expect((await one.move('extension-proposal', body, 'staff:he', code)).status).toBe(200);
    routing.advanceTo(at(18, '09:00'));

    const late = await one.move('extension-decision', { decision: 'APPROVE' }, 'staff:sun', code);
    const rejected = await one.move('extension-decision', { decision: 'REJECT' }, 'staff:sun', code);

    expect(late.body.blockedBy.map((given: { code: string }) => given.code)).toEqual(['EXTENSION_AFTER_EXPIRY']);
    expect(rejected.status).toBe(200);
    expect((await one.clock(code)).dueAt).toBe(at(18, '09:00').toISOString());
    const story = await routing.settledStory(one.complaintId);
    expect(story.some(({ fact }) => fact === 'clock-extended')).toBe(false);
  });
});
