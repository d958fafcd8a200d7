import {
  complaintMerged,
  complaintRegistered,
  contactLogged,
  expiryRequested,
  partyAdded,
  partyLeft,
  resolutionDossierContentSchema,
} from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { newId } from '@redress/persistence';
import type { ServiceUnderTest } from '@redress/service-testing';
import { eventually } from '@redress/testing';
import { Vault } from '@redress/vault';
import {
  Case,
  CLERK,
  CLERK_TOO,
  CODE,
  COMPLIANCE,
  EXECUTIVE,
  HANDLER,
  PAYER,
  REPAIRER,
  startResolution,
  step,
} from '../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

/** A case with a second complainant, whose complaint was merged into it. */
class Joint {
  private sent: Record<string, string> = {};

  private constructor(
    readonly one: Case,
    readonly party: string,
  ) {}

  static async opened(...opening: Parameters<typeof Case.opened>): Promise<Joint> {
    const joint = new Joint(await Case.opened(...opening), await aParty());
    await joint.joins();
    return joint;
  }

  /** Waits until resolution has read that the party joined. */
  async joins(): Promise<void> {
    await service.tell(this.one.complaintId, [{ contract: partyAdded, payload: { partyId: this.party } }]);
    await eventually(async () => (await this.isIn()) === true, { what: 'the party to be known' });
  }

  async leaves(partyId = this.party): Promise<void> {
    await service.tell(this.one.complaintId, [{ contract: partyLeft, payload: { partyId } }]);
    await eventually(async () => (await this.isIn(partyId)) === false, { what: 'the party to be gone' });
  }

  private async isIn(partyId = this.party): Promise<boolean | undefined> {
    const { rows } = await service.database.query<{ is_in: boolean }>(
      'select is_in from case_party where party_id = $1',
      [partyId],
    );
    return rows[0]?.is_in;
  }

  /** A refund for the complaint's own complainant, a repair for the party. */
  plan() {
    return {
      remedies: [
        {
          type: 'REFUND',
          amount: { amountMinor: 19_900, currency: 'CNY' },
          ownerUnitId: 'FIN',
          basis: 'LAW',
          partyId: this.one.complaintId,
        },
        { type: 'REPAIR', ownerUnitId: 'LOG', dueOn: '2026-06-30', partyId: this.party },
      ],
    };
  }

  async offered(): Promise<void> {
    await this.one.offered(this.plan());
  }

  private async tokens(): Promise<Record<string, string>> {
    const { one } = this;
    const read = await service.get(Vault).readDossier(service.database, one.complaintId, 'resolution', FOR_WORK);
    const { offer, partyOffers = [] } = resolutionDossierContentSchema.parse(read?.content);
    // Letters that were sent keep their links.
    this.sent = {
      ...this.sent,
      ...Object.fromEntries([
        ...(offer ? [[one.complaintId, offer.token]] : []),
        ...partyOffers.map(({ partyId, token }) => [partyId, token]),
      ]),
    };
    return this.sent;
  }

  /** What one of them does by the own link. */
  async answer(who: 'OWN' | 'PARTY', decision: string, words?: string) {
    const token = (await this.tokens())[who === 'OWN' ? this.one.complaintId : this.party];
    const reply = await service.ask<Record<string, unknown>>(null, 'POST', `/v1/offers/${token}`, {
      body: { code: CODE, decision, ...(words ? { words } : {}) },
      headers: { accept: 'application/json' },
    });
    this.one.version = (await this.one.read()).version;
    return reply;
  }

  async agreed(): Promise<void> {
    await this.offered();
    await this.answer('OWN', 'ACCEPT');
    await this.answer('PARTY', 'ACCEPT');
  }

  /** What intake logged about the party, whose complaint has its own log. */
  contactOfParty(at?: string): Promise<string> {
    return new Case(this.party).contact(at ? { at } : {});
  }

  /** As if staff had recorded what was answered. */
  async recordedByStaff(): Promise<void> {
    await service.database.query(
      `update offer_answer set recorded_by = 'staff:zhao.cs', object_by = given_at + interval '7 days', channel = 'RECORDED_CALL'
       where complaint_id = $1`,
      [this.one.complaintId],
    );
  }

  /** An executive has it carried out for safety. */
  async imposed(): Promise<void> {
    await this.one.command(HANDLER, 'POST', 'imposition', {
      exception: 'SAFETY',
      ground: '该批次可能起火，须立即召回。',
    });
    await this.one.command(EXECUTIVE, 'POST', 'imposition/decision', { decision: 'APPROVE' });
    await this.one.becomes('REMEDY_IN_PROGRESS');
  }

  /** The clock for the decision has run out. */
  async expires(): Promise<void> {
    const clockId = newId();
    await service.database.query('update offer set decision_clock_id = $2 where complaint_id = $1', [
      this.one.complaintId,
      clockId,
    ]);
    await service.tell(this.one.complaintId, [
      {
        contract: expiryRequested,
        payload: { requestId: newId(), requestedAt: '2026-03-02T02:00:00.000Z', clockId, clock: 'CUSTOMER_DECISION' },
      },
    ]);
  }

  /** Who is said to have answered, for the reminders. */
  async isAnswered(): Promise<Record<string, boolean | undefined>> {
    const read = await service.get(Vault).readDossier(service.database, this.one.complaintId, 'resolution', FOR_WORK);
    const { partyOffers = [] } = resolutionDossierContentSchema.parse(read?.content);
    return Object.fromEntries(partyOffers.map(({ isAnswered, partyId }) => [partyId, isAnswered]));
  }

  async lines(): Promise<string[]> {
    return (await this.one.read()).plan!.remedies.map(({ state }) => state);
  }
}

/** A complaint that was merged. */
async function aParty(): Promise<string> {
  const partyId = await service.aComplaint({});
  await service.tell(partyId, [
    { contract: complaintRegistered, move: step(1, null, 'REGISTERED', 'routing') },
    { contract: complaintMerged, move: step(2, 'REGISTERED', 'MERGED', 'routing') },
  ]);
  await eventually(async () => {
    const { rowCount } = await service.database.query(
      `select from complaint_custody join data_key using (complaint_id) join dossier using (complaint_id)
       where complaint_id = $1 and state = 'MERGED'`,
      [partyId],
    );
    return rowCount === 1;
  });
  return partyId;
}

// T7, T22
describe('a case with several complainants', () => {
  it('needs a line for each of them that says for whom it is', async () => {
    const { one, party } = await Joint.opened();
    const joint = { one, party };
    const [refund] = ['REPAIR'];

    expect(await one.draft()).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/remedies/0/partyId', code: 'required' }, { pointer: '/remedies/1/partyId' }] },
    });
    const line = { type: refund, ownerUnitId: 'LOG', dueOn: '2026-06-30' };
    expect(await one.draft(undefined, { remedies: [{ ...line, partyId: newId() }] })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/remedies/0/partyId', code: 'unknown-party' }] },
    });
    expect((await one.draft(undefined, { remedies: [{ ...line, partyId: joint.one.complaintId }] })).status).toBe(201);
    expect(await one.submit()).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'PLAN_NOT_FOR_PARTIES' }] },
    });
  });

  it('makes an offer to each, waits for the last of them, and carries out what was accepted', async () => {
    const joint = await Joint.opened();
    await joint.offered();
    const { data } = await joint.one.said('resolution-offered');
    expect((data['offers'] as { partyId: string }[]).map(({ partyId }) => partyId).sort()).toEqual(
      [joint.one.complaintId, joint.party].sort(),
    );

    const shown = await joint.answer('PARTY', 'VIEW');
    expect(shown.body).toMatchObject({ remedies: [{ type: 'REPAIR' }] });
    expect((await joint.answer('PARTY', 'ACCEPT')).body).toMatchObject({ state: 'RESOLUTION_OFFERED' });
    expect(await joint.one.said('party-answered')).toMatchObject({
      data: { partyId: joint.party, decision: 'ACCEPT' },
    });
    expect(await joint.answer('PARTY', 'REFUSE')).toMatchObject({ status: 410 });
    expect(await joint.lines()).toEqual(['OFFERED', 'OFFERED']);

    expect((await joint.answer('OWN', 'REFUSE')).body).toMatchObject({ state: 'REMEDY_IN_PROGRESS' });
    expect(await joint.one.said('offer-accepted')).toMatchObject({ data: { partyId: joint.party } });
    expect(await joint.lines()).toEqual(['CANCELLED', 'ACCEPTED']);

    const { plan } = await joint.one.read();
    expect((await joint.one.execute(plan!.remedies[0]!.remedyId, PAYER)).status).toBe(409);
    expect((await joint.one.execute(plan!.remedies[1]!.remedyId, REPAIRER)).status).toBe(201);
    await joint.one.becomes('RESOLVED');
  });

  it('goes back to its drafters when nobody accepts and one proposes something else', async () => {
    const joint = await Joint.opened();
    await joint.offered();

    await joint.answer('PARTY', 'COUNTER', '请换货。');
    expect((await joint.answer('OWN', 'REFUSE')).body).toMatchObject({ state: 'RESOLUTION_DRAFTED' });

    expect(await joint.one.said('offer-countered')).toMatchObject({ data: { partyId: joint.party } });
    // The two answers are one round.
    await joint.one.command('staff:zhao.qa', 'PUT', 'plan', {
      outcome: 'UPHELD',
      explanation: '再议。',
      ...joint.plan(),
    });
    await joint.one.submit();
    await joint.one.decide();
    await joint.answer('OWN', 'ACCEPT');
    expect((await joint.answer('PARTY', 'ACCEPT')).body).toMatchObject({ state: 'REMEDY_IN_PROGRESS' });
    expect(await joint.lines()).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it('does not wait for one who leaves', async () => {
    const joint = await Joint.opened();
    await joint.offered();
    await joint.answer('OWN', 'ACCEPT');

    await joint.leaves();

    await joint.one.becomes('REMEDY_IN_PROGRESS');
    expect(await joint.lines()).toEqual(['ACCEPTED', 'CANCELLED']);
    expect(await joint.one.said('offer-accepted')).toMatchObject({ data: { actor: { kind: 'SYSTEM' } } });
  });

  it('gives nothing to one who left before the last answer, whether that one had answered or not', async () => {
    const silent = await Joint.opened();
    await silent.offered();
    await silent.leaves();
    expect((await silent.answer('OWN', 'ACCEPT')).body).toMatchObject({ state: 'REMEDY_IN_PROGRESS' });
    expect(await silent.lines()).toEqual(['ACCEPTED', 'CANCELLED']);

    const agreed = await Joint.opened();
    await agreed.offered();
    await agreed.answer('PARTY', 'ACCEPT');
    await agreed.leaves();
    expect((await agreed.answer('OWN', 'REFUSE')).body).toMatchObject({ state: 'RESOLUTION_DRAFTED' });
    expect(await agreed.lines()).toEqual(['OFFERED', 'OFFERED']);
  });

  // RM-09
  it.each(['ACCEPT', 'REFUSE', 'COUNTER'])(
    'asks one of them anew who objects to a recorded %s while the others are waited for',
    async (recorded) => {
      const joint = await Joint.opened();
      await joint.offered();
      await joint.answer('PARTY', recorded, recorded === 'ACCEPT' ? undefined : '请换货。');
      await joint.recordedByStaff();

      expect((await joint.answer('PARTY', 'OBJECT')).body).toMatchObject({ state: 'RESOLUTION_OFFERED' });

      const { data } = await joint.one.said('answer-objected');
      expect(data).toMatchObject({ partyId: joint.party, linesStopped: 0 });
      expect(await joint.isAnswered()).toEqual({ [joint.party]: false });
      expect((await joint.answer('OWN', 'ACCEPT')).body).toMatchObject({ state: 'RESOLUTION_OFFERED' });
      expect((await joint.answer('PARTY', 'ACCEPT')).body).toMatchObject({ state: 'REMEDY_IN_PROGRESS' });
      expect(await joint.lines()).toEqual(['ACCEPTED', 'ACCEPTED']);
    },
  );

  // RM-09
  // RM-08
  it('takes what one of them said once, also when staff hear it again while the other is waited for', async () => {
    const joint = await Joint.opened();
    await joint.offered();
    const { one, party } = joint;
    const hears = async (staffId: string, decision: string) => {
      const contactId = newId();
      const { offer } = await one.read();
      await service.tell(party, [
        {
          contract: contactLogged,
          staffId,
          payload: {
            contactId,
            channel: 'PHONE_HOTLINE',
            direction: 'OUTBOUND',
            twoWay: true,
            purposes: ['ACCEPTANCE'],
            dialled: true,
            keptAs: 'RECORDING',
            at: offer!.offeredAt,
          },
        },
      ]);
      await eventually(async () => {
        const { rowCount } = await service.database.query('select from known_contact where contact_id = $1', [
          contactId,
        ]);
        return rowCount === 1;
      });
      const { body: shown } = await service.ask<{ textSha256: string }>(
        HANDLER,
        'GET',
        `${one.path}/offer?partyId=${party}`,
      );
      const { textSha256 } = shown;
      const said = { channel: 'RECORDED_CALL', decision, contactId, partyId: party, textSha256 };
      one.version = (await one.read()).version;
      return one.command(staffId, 'POST', 'answers', decision === 'REFUSE' ? { ...said, words: '太少' } : said);
    };
    expect((await hears(CLERK, 'ACCEPT')).status).toBe(201);

    for (const decision of ['ACCEPT', 'REFUSE']) {
      expect(await hears(CLERK_TOO, decision)).toMatchObject({
        status: 409,
        body: { blockedBy: [{ code: 'NOTHING_TO_ANSWER' }] },
      });
    }
    expect((await one.read()).answers).toHaveLength(1);
    expect((await joint.answer('OWN', 'ACCEPT')).status).toBe(200);
    expect(await joint.lines()).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it('counts a refusal that was objected to as no round', async () => {
    const joint = await Joint.opened();
    await joint.offered();
    await joint.answer('PARTY', 'REFUSE');
    await joint.recordedByStaff();
    await joint.answer('PARTY', 'OBJECT');

    await joint.leaves();
    expect((await joint.answer('OWN', 'REFUSE')).body).toMatchObject({ state: 'RESOLUTION_DRAFTED' });

    expect(await joint.one.said('offer-refused')).toMatchObject({ data: { round: 1 } });
  });

  // RM-09, T26
  it('stops for one who objects, and goes on with what is imposed for the others', async () => {
    const joint = await Joint.opened('VALID', {}, ['safetyCritical']);
    await joint.offered();
    await joint.answer('PARTY', 'ACCEPT');
    await joint.recordedByStaff();
    await joint.imposed();

    expect((await joint.answer('PARTY', 'OBJECT')).body).toMatchObject({ state: 'REMEDY_IN_PROGRESS' });

    expect(await joint.lines()).toEqual(['EXECUTING', 'CANCELLED']);
  });

  // T24
  it('can be reviewed for each of them by the own number and code', async () => {
    const joint = await Joint.opened();
    await joint.offered();
    const { rows } = await service.database.query<{ no: string }>(
      'select complaint_no as no from complaint_custody where complaint_id = $1',
      [joint.party],
    );
    const ask = (complaintNo: string, trackingCode: string) =>
      service.ask<Record<string, unknown>>(null, 'POST', '/v1/reviews', {
        body: { complaintNo, trackingCode, decision: 'ASK', words: '请复核。' },
        headers: { accept: 'application/json', 'x-forwarded-for': '10.9.0.1' },
      });

    expect(await ask(rows[0]!.no, 'WRNG-WRNG-WRNG')).toMatchObject({ status: 404 });
    expect((await ask(rows[0]!.no, CODE)).status).toBeLessThan(300);
    await joint.one.becomes('UNDER_REVIEW');
  });

  // T24, T32
  it('is neither reviewed nor disputed for one who left it', async () => {
    const joint = await Joint.opened();
    await joint.offered();
    await joint.leaves(joint.one.complaintId);
    const { complaintNo } = await joint.one.read();
    const send = (page: string, body: object) =>
      service.ask<Record<string, unknown>>(null, 'POST', `/v1/${page}`, {
        body: { complaintNo, trackingCode: CODE, ...body },
        headers: { accept: 'application/json', 'x-forwarded-for': '10.9.0.2' },
      });
    const refused = { status: 409, body: { blockedBy: [{ code: 'NO_LONGER_IN_THE_CASE' }] } };
    const body = { route: 'MEDIATION', body: '消费者协会', reference: '118号', deadlineOn: '2026-06-10' };

    expect(await send('reviews', { decision: 'ASK', words: '请复核。' })).toMatchObject(refused);
    expect(await send('disputes', { decision: 'NOTIFY', ...body })).toMatchObject(refused);
    for (const page of ['review', 'dispute']) {
      const contactId = await joint.one.contact();
      expect(
        await service.ask(HANDLER, 'POST', `${joint.one.path}/${page}`, {
          body: { contactId, ...(page === 'dispute' ? body : {}) },
        }),
      ).toMatchObject({ status: 422, body: { errors: [{ code: 'contact-of-another' }] } });
    }
  });

  it('does not take one who comes when an offer is out', async () => {
    const one = await Case.opened();
    await one.offered();
    const party = await aParty();

    await service.tell(one.complaintId, [{ contract: partyAdded, payload: { partyId: party } }]);

    expect(await one.said('party-not-taken')).toMatchObject({ data: { partyId: party } });
    expect(await one.accept()).toMatchObject({ status: 200, body: { state: 'REMEDY_IN_PROGRESS' } });
  });

  // T25, T43
  it('lapses for those who have not answered, and not for one who accepted', async () => {
    const joint = await Joint.opened();
    await joint.offered();
    await joint.answer('PARTY', 'ACCEPT');

    await joint.expires();

    expect(await joint.one.said('offer-lapsed')).toMatchObject({ data: { partyIds: [joint.one.complaintId] } });
    await joint.one.becomes('REMEDY_IN_PROGRESS');
    expect(await joint.lines()).toEqual(['CANCELLED', 'ACCEPTED']);
  });

  // T23, T39
  it.each([
    ['COUNTER', 'offer-countered'],
    ['REFUSE', 'offer-refused'],
  ])('does not lapse where one said %s and the other nothing in time: that counts', async (decision, fact) => {
    const joint = await Joint.opened();
    await joint.offered();
    await joint.answer('PARTY', decision, '请换货。');

    await joint.expires();

    await joint.one.becomes('RESOLUTION_DRAFTED');
    expect(await joint.one.said(fact)).toMatchObject({ data: { partyId: joint.party, round: 1 } });
    expect(await joint.one.said('request-refused')).toMatchObject({
      data: { reasonCode: 'ALREADY_ANSWERED' },
    });
    const story = await service.story(joint.one.complaintId, () => true);
    expect(story.filter(({ type }) => type.split('.')[2] === 'offer-lapsed')).toEqual([]);
    expect(await joint.answer('OWN', 'ACCEPT')).toMatchObject({
      status: 410,
      body: { type: 'urn:redress:problem:offer-withdrawn' },
    });
  });

  it('lapses where the one who said no has left', async () => {
    const joint = await Joint.opened();
    await joint.offered();
    await joint.answer('PARTY', 'REFUSE');
    await joint.leaves();

    await joint.expires();

    await joint.one.becomes('RESOLVED');
    expect(await joint.one.said('offer-lapsed')).toMatchObject({ data: { partyIds: [joint.one.complaintId] } });
  });

  // T26, RM-10
  it('is carried out without consent for each who is in it, and for no one who left', async () => {
    const joint = await Joint.opened('VALID', {}, ['safetyCritical']);
    await joint.offered();
    await joint.leaves();

    await joint.imposed();

    expect(await joint.lines()).toEqual(['EXECUTING', 'CANCELLED']);
    expect(await joint.one.said('resolution-imposed')).toMatchObject({
      data: { partyIds: [joint.one.complaintId], remedies: [{ type: 'REFUND', partyId: joint.one.complaintId }] },
    });
  });

  it.each([
    ['ACCEPT', false],
    ['REFUSE', true],
  ])('is carried out for who said %s too; told as not agreed: %p', async (decision, isTold) => {
    const joint = await Joint.opened('VALID', {}, ['safetyCritical']);
    await joint.offered();
    await joint.answer('PARTY', decision);

    await joint.imposed();

    expect(await joint.lines()).toEqual(['EXECUTING', 'EXECUTING']);
    const { data } = await joint.one.said('resolution-imposed');
    expect((data['partyIds'] as string[]).includes(joint.party)).toBe(isTold);
    expect(data['partyIds']).toContain(joint.one.complaintId);
  });

  // T27
  it('cancels a remedy with the consent of the one for whom it is, given in their own log', async () => {
    const joint = await Joint.opened();
    await joint.agreed();
    const [, repair] = (await joint.one.read()).plan!.remedies;
    const cancel = (contactId: string) =>
      joint.one.command(HANDLER, 'POST', `remedies/${repair!.remedyId}/cancellation`, {
        reason: 'GIVEN_UP',
        contactId,
      });

    expect(await cancel(await joint.one.contact())).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/contactId', code: 'contact-of-another' }] },
    });
    expect(await cancel(await joint.contactOfParty())).toMatchObject({ status: 201 });
  });

  // T42
  it('is negotiated anew once each who loses something agreed', async () => {
    const joint = await Joint.opened();
    await joint.agreed();
    const [refund] = (await joint.one.read()).plan!.remedies;
    await joint.one.onRemedy(refund!.remedyId, PAYER, 'start');
    await joint.one.onRemedy(refund!.remedyId, PAYER, 'failure', { failure: 'PAYMENT_RETURNED' });
    joint.one.version = (await joint.one.read()).version;
    const [own, ofParty] = [await joint.one.contact(), await joint.contactOfParty()];
    const renegotiate = (...contactIds: string[]) =>
      joint.one.command(HANDLER, 'POST', 'renegotiation', { contactIds });

    for (const only of [own, ofParty]) {
      expect(await renegotiate(only)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/contactIds/0', code: 'contact-of-each-complainant' }] },
      });
    }
    expect(await renegotiate(own, ofParty)).toMatchObject({ status: 201, body: { state: 'RESOLUTION_DRAFTED' } });
    expect(await joint.lines()).toEqual(['CANCELLED', 'CANCELLED']);
  });

  // T24
  it('is reviewed for one who asked in a contact of the own log, after what was decided', async () => {
    const joint = await Joint.opened();
    const early = await joint.contactOfParty('2026-03-01T01:00:00.000Z');
    await joint.offered();
    const review = (contactId: string) =>
      service.ask<Record<string, unknown>>(HANDLER, 'POST', `${joint.one.path}/review`, { body: { contactId } });

    expect(await review(early)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/contactId', code: 'before-the-occasion' }] },
    });
    expect(await review(await joint.contactOfParty())).toMatchObject({ status: 201, body: { state: 'UNDER_REVIEW' } });
    expect(await joint.one.said('review-opened')).toMatchObject({ data: { partyId: joint.party } });
    expect((await joint.one.read()).reviews).toMatchObject([{ partyId: joint.party }]);
  });

  // T32
  it('is in dispute for one of them, who is named by the contact or by compliance', async () => {
    const joint = await Joint.opened();
    await joint.offered();
    const body = { route: 'MEDIATION', body: '消费者协会', reference: '118号', deadlineOn: '2026-06-10' };
    const dispute = (who: string, more: object) =>
      service.ask<Record<string, unknown>>(who, 'POST', `${joint.one.path}/dispute`, { body: { ...body, ...more } });

    expect(await dispute(COMPLIANCE, {})).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/partyId', code: 'required' }] },
    });
    expect(await dispute(COMPLIANCE, { partyId: newId() })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/partyId', code: 'unknown-party' }] },
    });
    const contactId = await joint.contactOfParty();
    expect(await dispute(HANDLER, { contactId, partyId: joint.one.complaintId })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/contactId', code: 'contact-of-another' }] },
    });
    expect(await dispute(HANDLER, { contactId })).toMatchObject({ status: 201, body: { state: 'EXTERNAL_DISPUTE' } });
    expect(await joint.one.said('dispute-opened')).toMatchObject({ data: { partyId: joint.party } });
  });
});
