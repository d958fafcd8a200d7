import { randomUUID } from 'node:crypto';
import {
  complaintClosed,
  complaintMerged,
  complaintReopened,
  complaintSuspended,
  complaintVoided,
  complaintWithdrawn,
  decisionTold,
  disputeDecided,
  disputeOpened,
  offerAccepted,
  oneTimeCodeIssued,
  partyAdded,
  partyLeft,
  remedyCancelled,
  remedyRenegotiated,
  requestRefused,
  resolutionOffered,
  reviewDecided,
  reviewOpened,
  suspensionLifted,
} from '@redress/contracts';
import { parseTraceparent } from '@redress/observability';
import { IdleRegistry } from '@redress/service-host';
import type { ToldComplaint } from '@redress/service-testing';
import { Vault } from '@redress/vault';
import { NotificationRig } from '../../testing/notification-rig.spec';
import { anOffer, aOneTimeCode } from '../compose-letter/letter-material.builder.spec';
import { SqlLetters } from '../sql-letters';
import { DispatchWorker } from './dispatch-worker';
import { RenewLeases } from './renew-leases.work';

const DUE = '2026-03-09T10:00:00.000Z';

describe('sending letters', () => {
  let rig: NotificationRig;

  beforeAll(async () => {
    rig = await NotificationRig.start();
  }, 240_000);

  afterAll(() => rig.stop(), 30_000);

  beforeEach(() => {
    rig.mail.mode = 'ok';
  });

  // T34
  it('writes to nobody in a case of the enterprise itself, and makes no task of it', async () => {
    const complaint = await rig.register({ type: 'NONE', name: undefined, email: undefined });
    await rig.expectAt(complaint, DUE);

    const suppressed = await rig.dispatchUntil('the letter to be given up', () =>
      rig.said(complaint, 'letter-suppressed').at(0),
    );

    expect(suppressed.data).toMatchObject({ letter: 'ACKNOWLEDGEMENT', reasonCode: 'NO_COMPLAINANT' });
  });

  // AK-02, T3, SM-12
  it('sends one acceptance letter with number, acceptance time and expected time, and tells the story', async () => {
    const complaint = await rig.register();
    await rig.expectAt(complaint, DUE);

    const [letter] = await rig.dispatchUntil('the letter', () => nonEmpty(rig.mail.to(rig.addressOf(complaint))));

    const acknowledged = await rig.saidOf(complaint, 'complaint-acknowledged');
    const row = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
    expect(letter?.subject).toContain(complaint.complaintNo);
    expect(letter?.text).toContain('预计办结时间：2026年3月9日 18:00（中国标准时间）');
    expect(letter?.html).toContain('K7QM2X9RTB4D');
    expect(letter?.messageId).toBe(`<${row.letter_id}@acme.example>`);
    expect(letter?.headers.has('redress-complaint')).toBe(true);
    expect(acknowledged.data).toMatchObject({
      letterId: row.letter_id,
      by: 'MAIL',
      attempts: 1,
      locale: 'zh-CN',
    });
    expect(row).toMatchObject({ status: 'SENT', attempts: 1 });
  });

  it('goes on with the trace of the registration, also when the letter is sent later', async () => {
    const traceId = '5b8aa5a2d2c872e8321cf37308d69df2';
    const complaint = await rig.register({ traceparent: `00-${traceId}-051581bf3cb55c13-01` });
    await rig.letter(complaint, 'ACKNOWLEDGEMENT');
    await rig.expectAt(complaint, DUE);

    await rig.dispatchUntil('the letter', () => nonEmpty(rig.mail.to(rig.addressOf(complaint))));

    const { traceparent } = await rig.saidOf(complaint, 'complaint-acknowledged');
    expect(parseTraceparent(traceparent)?.traceId).toBe(traceId);
  });

  it('keeps what it sent only sealed', async () => {
    const complaint = await rig.register({ name: '欧阳明月' });
    await rig.expectAt(complaint, DUE);
    const row = await rig.dispatchUntil('the letter', async () => {
      const found = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
      return found.status === 'SENT' ? found : undefined;
    });

    expect(row.content?.includes('欧阳明月')).toBe(false);
    expect(row.content?.includes('mail.example')).toBe(false);
  });

  // PM-03
  it('makes one letter of a registration that is received twice', async () => {
    const complaint = await rig.register({ times: 2 });
    await rig.expectAt(complaint, DUE);
    await rig.dispatchUntil('the letter', () => nonEmpty(rig.mail.to(rig.addressOf(complaint))));
    const marker = await rig.register();
    await rig.expectAt(marker, DUE);
    await rig.dispatchUntil('a later letter', () => nonEmpty(rig.mail.to(rig.addressOf(marker))));

    await rig.saidOf(complaint, 'complaint-acknowledged');
    await rig.saidOf(marker, 'complaint-acknowledged');
    expect(rig.mail.to(rig.addressOf(complaint))).toHaveLength(1);
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(1);
  });

  // architecture 5.4
  it('waits for the expected time and for the dossier', async () => {
    const early = await rig.register();
    const bare = await rig.register({ withDossier: false });
    await rig.expectAt(bare, DUE);
    await rig.letter(early, 'ACKNOWLEDGEMENT');
    await rig.letter(bare, 'ACKNOWLEDGEMENT');

    await rig.dispatch();

    expect(await rig.letter(early, 'ACKNOWLEDGEMENT')).toMatchObject({ status: 'REQUESTED', attempts: 0 });
    expect(await rig.letter(bare, 'ACKNOWLEDGEMENT')).toMatchObject({ status: 'REQUESTED', attempts: 0 });
    const metrics = await (await fetch(`${rig.service.operationsUrl}/metrics`)).text();
    expect(Number(/^redress_letter_oldest_wait_seconds\{[^}]*\} (\S+)/m.exec(metrics)?.[1])).toBeGreaterThan(0);

    await rig.expectAt(early, DUE);
    await rig.publishIntakeDossier(bare);
    await rig.dispatchUntil('both letters', () =>
      rig.mail.to(rig.addressOf(early)).length > 0 && rig.mail.to(rig.addressOf(bare)).length > 0 ? true : undefined,
    );
  });

  it('sends after the mail server has come up again, under the same Message-ID', async () => {
    await rig.mail.down();
    const complaint = await rig.register();
    await rig.expectAt(complaint, DUE);
    const failed = await rig.dispatchUntil('two failed attempts', async () => {
      const found = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
      return found.attempts >= 2 ? found : undefined;
    });
    await rig.mail.up();

    const [letter] = await rig.dispatchUntil('the letter', () => nonEmpty(rig.mail.to(rig.addressOf(complaint))));

    expect(failed.status).toBe('REQUESTED');
    expect(letter?.messageId).toBe(`<${failed.letter_id}@acme.example>`);
    expect((await rig.saidOf(complaint, 'complaint-acknowledged')).data['attempts']).toBeGreaterThanOrEqual(3);
  });

  // architecture 5.11
  it('repeats a letter whose fate is unknown with the same words and the same Message-ID', async () => {
    const complaint = await rig.register({ locale: 'en', name: 'Anne' });
    await rig.expectAt(complaint, DUE);
    rig.mail.mode = 'cut';
    await rig.dispatchUntil('the lost answer', () => nonEmpty(rig.mail.to(rig.addressOf(complaint))));
    const uncertain = await rig.letter(complaint, 'ACKNOWLEDGEMENT', (row) => row.is_uncertain);
    rig.mail.mode = 'ok';
    // Told later; the letter that may have arrived is not rewritten.
    await rig.expectAt(complaint, '2026-04-01T10:00:00.000Z');
    await rig.dispatchUntil('the repeat', () => (rig.mail.to(rig.addressOf(complaint)).length > 1 ? true : undefined));

    const letters = rig.mail.to(rig.addressOf(complaint));
    expect(new Set(letters.map((letter) => letter.messageId))).toEqual(
      new Set([`<${uncertain.letter_id}@acme.example>`]),
    );
    expect(new Set(letters.map((letter) => letter.text)).size).toBe(1);
    await rig.saidOf(complaint, 'complaint-acknowledged');
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(1);
  });

  it('fails a letter that the mail server refuses for good, and sends it after a person says so', async () => {
    const complaint = await rig.register();
    await rig.expectAt(complaint, DUE);
    rig.mail.mode = 'refuse';
    const row = await rig.dispatchUntil('the refusal', async () => {
      const found = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
      return found.status === 'FAILED' ? found : undefined;
    });
    const suppressed = await rig.saidOf(complaint, 'letter-suppressed');
    rig.mail.mode = 'ok';
    const path = `/v1/letters/${row.letter_id}`;

    const denied = await rig.call('staff:zhao.cs', `${path}/retry`, {
      method: 'POST',
      headers: commandHeaders(row.version),
    });
    const stale = await rig.call('staff:lin.intake', `${path}/retry`, { method: 'POST', headers: commandHeaders(99) });
    const retried = await rig.call('staff:lin.intake', `${path}/retry`, {
      method: 'POST',
      headers: commandHeaders(row.version),
    });

    expect(row).toMatchObject({ reason: 'REFUSED', ways: [{ way: 'EMAIL', status: 'FAILED', reason: 'REFUSED' }] });
    expect(suppressed.data['reasonCode']).toBe('REFUSED');
    expect([denied.status, stale.status, retried.status]).toEqual([403, 412, 200]);
    expect(await retried.json()).toMatchObject({
      status: 'REQUESTED',
      complaintId: complaint.complaintId,
      stateSeq: 1,
    });
    await rig.dispatchUntil('the letter', () => nonEmpty(rig.mail.to(rig.addressOf(complaint))));
    const blocked = await rig.call('staff:lin.intake', `${path}/retry`, {
      method: 'POST',
      headers: commandHeaders((await rig.letter(complaint, 'ACKNOWLEDGEMENT', (now) => now.status === 'SENT')).version),
    });
    expect(blocked.status).toBe(409);
  });

  it('tries again later when the mail server is busy', async () => {
    const complaint = await rig.register();
    await rig.expectAt(complaint, DUE);
    rig.mail.mode = 'busy';
    const row = await rig.dispatchUntil('an attempt', async () => {
      const found = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
      return found.attempts > 0 ? found : undefined;
    });

    expect(row).toMatchObject({ status: 'REQUESTED', is_uncertain: false });
  });

  it('offers with a link, and not once the complaint has moved on', async () => {
    const offered = await rig.register();
    const accepted = await rig.register();
    for (const complaint of [offered, accepted]) {
      await rig.publishResolutionDossier(complaint, { offer: anOffer() });
      await rig.story.tell(complaint, resolutionOffered, { offerId: anOffer().offerId });
    }
    await rig.story.tell(accepted, offerAccepted);
    await rig.caughtUp(accepted);

    const link = `https://redress.example/v1/offers/${anOffer().token}`;
    const offersTo = (complaint: ToldComplaint) =>
      rig.mail.to(rig.addressOf(complaint)).filter(({ text }) => text?.includes(link));
    await rig.dispatchUntil('the offer', () => nonEmpty(offersTo(offered)));
    const suppressed = await rig.dispatchUntil('the suppression', () =>
      rig.said(accepted, 'letter-suppressed').find(({ data }) => data['letter'] === 'OFFER'),
    );

    expect(suppressed.data['reasonCode']).toBe('OUTDATED');
    expect(offersTo(accepted)).toHaveLength(0);
  });

  // T36
  it('tells of a voided complaint only who was told of the complaint, with an apology when the acceptance letter crossed', async () => {
    const told = await rig.register();
    const crossed = await rig.register({ locale: 'en' });
    const untold = await rig.register();
    await rig.expectAt(told, DUE);
    await rig.dispatchUntil('the acceptance', () => nonEmpty(rig.mail.to(rig.addressOf(told))));
    await rig.story.tell(told, complaintVoided);
    await rig.story.tell(untold, complaintVoided);
    // Its letter was handed to the mail server at the moment at which it was voided.
    await rig.expectAt(crossed, DUE);
    await rig.letter(crossed, 'ACKNOWLEDGEMENT');
    await rig.story.tell(crossed, complaintVoided);
    await rig.caughtUp(crossed);
    await rig.service.database.query(
      `update letter set status = 'SENT', told_at = '2026-12-31T00:00:00Z', told_by = 'MAIL' where complaint_id = $1 and kind = 'ACKNOWLEDGEMENT'`,
      [crossed.complaintId],
    );

    const lettersTo = (complaint: ToldComplaint, word: string) =>
      rig.mail.to(rig.addressOf(complaint)).filter(({ subject }) => subject?.includes(word));
    const [plain] = await rig.dispatchUntil('the letter', () => nonEmpty(lettersTo(told, '作废')));
    const [sorry] = await rig.dispatchUntil('the apology', () => nonEmpty(lettersTo(crossed, 'by mistake')));
    const suppressed = await rig.dispatchUntil('the suppression', () =>
      rig.said(untold, 'letter-suppressed').find(({ data }) => data['letter'] === 'VOID'),
    );

    expect(plain?.text).toContain('该登记有误');
    expect(plain?.text).not.toContain('歉意');
    expect(sorry?.text).toContain('We apologise for the confusion');
    expect(sorry?.html).toContain('We apologise for the confusion');
    expect(suppressed.data['reasonCode']).toBe('NEVER_TOLD');
  });

  // T35
  it('lets an offer rest while the complaint is suspended, and sends it afterwards', async () => {
    const complaint = await rig.register({ locale: 'en' });
    await rig.publishResolutionDossier(complaint, { offer: anOffer() });
    await rig.story.tell(complaint, resolutionOffered, { offerId: anOffer().offerId });
    await rig.story.tell(complaint, complaintSuspended, { requestId: randomUUID() });
    await rig.caughtUp(complaint);
    const subjects = () => rig.mail.to(rig.addressOf(complaint)).map(({ subject }) => subject ?? '');
    const said = (words: string) => subjects().some((subject) => subject.includes(words));

    await rig.dispatchUntil('the suspension', () => said('is suspended') || undefined);
    expect(await rig.letter(complaint, 'OFFER')).toMatchObject({ status: 'REQUESTED', attempts: 0 });

    await rig.story.tell(complaint, suspensionLifted, {
      requestId: randomUUID(),
      to: 'RESOLUTION_OFFERED',
    } as object);
    await rig.caughtUp(complaint);
    await rig.dispatchUntil('the offer', () => said('our proposal') || undefined);
    await rig.dispatchUntil('the resumption', () => said('we have resumed work') || undefined);
  });

  // T29, T30
  it('confirms a reopening that was asked for, and no other', async () => {
    const asked = await rig.register({ locale: 'en' });
    await rig.story.tell(asked, complaintReopened, { requestId: randomUUID() });
    const dissatisfied = await rig.register({ locale: 'en' });
    await rig.story.tell(dissatisfied, complaintReopened);
    await rig.caughtUp(asked);
    await rig.caughtUp(dissatisfied);

    await rig.dispatchUntil(
      'the confirmation',
      () =>
        rig.mail.to(rig.addressOf(asked)).some(({ subject }) => subject?.includes('has been reopened')) || undefined,
    );

    const { rows } = await rig.service.database.query('select from letter where complaint_id = $1 and kind = $2', [
      dissatisfied.complaintId,
      'REOPENING',
    ]);
    expect(rows).toEqual([]);
  });

  // T7, LI-10
  it('writes to every party of a case about it, under their own numbers, until they leave', async () => {
    const primary = await rig.register({ locale: 'en' });
    const [party, left] = [await rig.register({ locale: 'en' }), await rig.register({ locale: 'en' })];
    for (const one of [party, left]) {
      await rig.story.tell(one, complaintMerged, { requestId: randomUUID(), primaryId: primary.complaintId });
      await rig.caughtUp(one);
      await rig.story.tell(primary, partyAdded, { partyId: one.complaintId });
    }
    await rig.story.tell(primary, partyLeft, { partyId: left.complaintId, requestId: randomUUID() });
    await rig.story.tell(primary, complaintClosed);
    await rig.caughtUp(primary);
    // An acceptance letter is owed to who was merged before it left.
    await rig.expectAt(party, DUE);

    const subjectsTo = (complaint: ToldComplaint) =>
      rig.mail
        .to(rig.addressOf(complaint))
        .map(({ subject }) => subject ?? '')
        .sort();
    await rig.dispatchUntil('all letters', () => {
      const counts = [primary, party, left].map((one) => subjectsTo(one).length);
      return counts.join() === '1,3,2' || undefined;
    });

    expect(subjectsTo(primary)).toEqual([expect.stringContaining(`complaint ${primary.complaintNo} is closed`)]);
    expect(subjectsTo(party)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('is handled with another one'),
        expect.stringContaining(`complaint ${party.complaintNo} is closed`),
      ]),
    );
    expect(subjectsTo(left)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('is handled with another one'),
        expect.stringContaining(`${left.complaintNo} has been withdrawn`),
      ]),
    );
    await rig.saidOf(party, 'letter-sent');
    await rig.saidOf(party, 'complaint-acknowledged');
  });

  // T7, T41, T27, T42
  it('tells each of several complainants what they get themselves, and nothing of what the others get', async () => {
    const primary = await rig.register({ locale: 'en' });
    const party = await rig.register({ locale: 'en' });
    await rig.story.tell(party, complaintMerged, { requestId: randomUUID(), primaryId: primary.complaintId });
    await rig.caughtUp(party);
    await rig.story.tell(primary, partyAdded, { partyId: party.complaintId });
    const refund = (complaint: ToldComplaint, amountMinor: number) =>
      ({ type: 'REFUND', amount: { amountMinor, currency: 'CNY' }, partyId: complaint.complaintId }) as const;
    const [hers, his] = [refund(primary, 19_900), refund(party, 45_600)];
    const { planId, revision } = decisionTold.example;
    await rig.publishResolutionDossier(primary, {
      offer: null,
      decision: {
        planId,
        revision,
        outcome: 'UPHELD',
        explanation: 'We were wrong.',
        remedies: [hers, his].map((line) => ({ ...line, dueOn: '2026-03-20' })),
      },
    });
    await rig.story.tell(primary, decisionTold, { planId, revision, dossierVersion: 1 });
    await rig.story.tell(primary, remedyCancelled, { ...remedyCancelled.example, remedy: his });
    await rig.story.tell(primary, remedyRenegotiated, {
      ...remedyRenegotiated.example,
      done: [],
      cancelled: [hers, his],
    });

    const textsTo = (complaint: ToldComplaint) => rig.mail.to(rig.addressOf(complaint)).map(({ text }) => text ?? '');
    await rig.dispatchUntil('all letters', async () => {
      const { rows } = await rig.service.database.query(
        `select from letter where status = 'SENT' and kind in ('DECISION', 'RENEGOTIATION', 'REMEDY_CANCELLED')
         and complaint_id = any($1::uuid[])`,
        [[primary.complaintId, party.complaintId]],
      );
      return rows.length === 5 || undefined;
    });
    for (const [complaint, own, others] of [
      [primary, '199.00', '456.00'],
      [party, '456.00', '199.00'],
    ] as const) {
      const said = textsTo(complaint).join('\n');
      expect(said).toContain(own);
      expect(said).not.toContain(others);
    }
  });

  // T7, T24, T31, T32, T33
  it.each([
    ['who is in it', false],
    ['who left meanwhile', true],
  ])(
    'tells the one %s of their review and dispute, and the others that the case rests and goes on',
    async (_, leaves) => {
      const primary = await rig.register({ locale: 'en' });
      const party = await rig.register({ locale: 'en' });
      await rig.story.tell(party, complaintMerged, { requestId: randomUUID(), primaryId: primary.complaintId });
      await rig.caughtUp(party);
      await rig.story.tell(primary, partyAdded, { partyId: party.complaintId });
      const { reviewId } = reviewDecided.example;
      const { disputeId } = disputeDecided.example;
      await rig.publishResolutionDossier(primary, {
        offer: null,
        review: { reviewId, decision: 'REDRAFT', grounds: 'He was never asked about the invoice.' },
        dispute: {
          disputeId,
          body: 'Consumer Association',
          reference: '2026-118',
          award: 'Half the price is paid back.',
        },
      });
      // The main complainant is named by no party.
      const [one, other] = leaves ? [primary, party] : [party, primary];
      const whose = leaves ? {} : { partyId: party.complaintId };
      if (leaves) {
        await rig.story.tell(primary, partyLeft, { partyId: primary.complaintId, requestId: randomUUID() });
      }
      await rig.story.tell(primary, reviewOpened, { reviewId, ...whose });
      await rig.story.tell(primary, reviewDecided, { ...reviewDecided.example, ...whose, dossierVersion: 1 });
      await rig.story.tell(primary, disputeOpened, { ...disputeOpened.example, ...whose, dossierVersion: 1 });
      await rig.story.tell(primary, disputeDecided, { ...disputeDecided.example, ...whose, dossierVersion: 1 });

      const kindsOf = async (complaint: ToldComplaint) => {
        const { rows } = await rig.service.database.query<{ kind: string }>(
          `select kind from letter where complaint_id = $1 and kind <> 'ACKNOWLEDGEMENT' and status = 'SENT' order by kind`,
          [complaint.complaintId],
        );
        return rows.map(({ kind }) => kind).filter((kind) => kind !== 'MERGE' && kind !== 'WITHDRAWAL');
      };
      await rig.dispatchUntil('all letters', async () => {
        const [own, others] = [await kindsOf(one), await kindsOf(other)];
        return own.length + others.length >= 8 || undefined;
      });
      expect(await kindsOf(one)).toEqual(['DISPUTE_DECIDED', 'DISPUTE_OPENED', 'REVIEW_DECISION', 'REVIEW_OPENED']);
      expect(await kindsOf(other)).toEqual(['CASE_GOES_ON', 'CASE_GOES_ON', 'CASE_RESTS', 'CASE_RESTS']);
      const said = rig.mail
        .to(rig.addressOf(other))
        .map(({ text }) => text ?? '')
        .join('\n');
      expect(said).toContain('Another complainant in the same case asked for a review');
      expect(said).not.toMatch(/Consumer Association|2026-118|invoice|Half the price/);
    },
  );

  // CM-01
  it('confirms a withdrawal instead of accepting, answers a refusal, tells of the closure', async () => {
    const withdrawn = await rig.register({ locale: 'en', name: 'Anne' });
    await rig.story.tell(withdrawn, complaintWithdrawn);
    const closed = await rig.register({ locale: 'en', name: 'Anne' });
    await rig.story.tell(closed, requestRefused, {}, { reasonCode: 'REMEDY_IN_EXECUTION' });
    await rig.story.tell(closed, complaintClosed);
    await rig.caughtUp(withdrawn);
    await rig.caughtUp(closed);

    await rig.dispatchUntil('three letters', () =>
      rig.mail.to(rig.addressOf(withdrawn)).length + rig.mail.to(rig.addressOf(closed)).length === 3 ? true : undefined,
    );

    expect(rig.mail.to(rig.addressOf(withdrawn))[0]?.subject).toContain('has been withdrawn');
    expect((await rig.saidOf(withdrawn, 'letter-suppressed')).data).toMatchObject({
      letter: 'ACKNOWLEDGEMENT',
      reasonCode: 'OUTDATED',
    });
    const texts = rig.mail.to(rig.addressOf(closed)).map((letter) => letter.text ?? '');
    expect(texts.some((text) => text.includes('What we agreed with you is already being carried out.'))).toBe(true);
    expect(texts.some((text) => text.includes('Our decision: Upheld'))).toBe(true);
  });

  it('sends many letters by itself, each once, and is idle afterwards', async () => {
    const worker = rig.service.get(DispatchWorker);
    const complaints = await Promise.all(Array.from({ length: 30 }, () => rig.register()));
    worker.start();
    try {
      for (const complaint of complaints) await rig.expectAt(complaint, DUE);
      await rig.until('all letters', () => complaints.every((one) => rig.countOf(one, 'complaint-acknowledged') === 1));
    } finally {
      await worker.stop();
    }

    const received = complaints.map((complaint) => rig.mail.to(rig.addressOf(complaint)).length);
    expect(received).toEqual(complaints.map(() => 1));
    const pending = await rig.service.get(IdleRegistry).pending();
    expect(pending['letters']).toBe(0);
  });

  it('lets letters that are ready together share their statements, and does each alone when that fails', async () => {
    const letters = rig.service.get(SqlLetters);
    const dossiersRead = jest.spyOn(rig.service.get(Vault), 'readDossiers');
    const recorded = jest.spyOn(letters, 'beginAttempts');
    const settled = jest.spyOn(letters, 'settle');
    const readyLetters = async (count: number) => {
      const complaints = await Promise.all(Array.from({ length: count }, () => rig.register()));
      for (const complaint of complaints) await rig.expectAt(complaint, DUE);
      await rig.until('all to be ready', async () => (await letters.pending(rig.service.database)) >= count);
      return complaints;
    };
    try {
      const together = await readyLetters(12);
      await rig.dispatch();

      expect(together.map((complaint) => rig.mail.to(rig.addressOf(complaint)).length)).toEqual(together.map(() => 1));
      expect(dossiersRead).toHaveBeenCalledTimes(1);
      expect(recorded.mock.calls.map(([, attempts]) => attempts.length)).toEqual([12]);
      expect(settled.mock.calls.reduce((sum, [, endings]) => sum + endings.length, 0)).toBe(12);
      expect(settled.mock.calls.length).toBeLessThan(12);

      const apart = await readyLetters(3);
      recorded.mockClear();
      recorded.mockRejectedValueOnce(new Error('one of them cannot be recorded'));
      await rig.dispatch();

      expect(apart.map((complaint) => rig.mail.to(rig.addressOf(complaint)).length)).toEqual([1, 1, 1]);
      expect(recorded.mock.calls.map(([, attempts]) => attempts.length)).toEqual([3, 1, 1, 1]);
    } finally {
      for (const spy of [dossiersRead, recorded, settled]) spy.mockRestore();
    }
  });

  it('holds a letter for as long as it is being sent, and leaves it to others soon after its worker died', async () => {
    const { database } = rig.service;
    const letters = rig.service.get(SqlLetters);
    const complaint = await rig.register();
    await rig.expectAt(complaint, DUE);
    await rig.until('the letter to be ready', async () => (await letters.pending(database)) > 0);
    const { letter_id: letterId } = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
    const worker = randomUUID();
    const endsWithin = async (seconds: number) =>
      rig.service.database.query(
        `select from letter where letter_id = $1 and lease_owner = $2
           and lease_until < clock_timestamp() + make_interval(secs => $3)`,
        [letterId, worker, seconds],
      );
    const claimed = await letters.claim(database, worker, 100, 1_000);
    expect(claimed.map((letter) => letter.letterId)).toContain(letterId);

    await letters.renew(database, worker, [letterId], 15_000);
    expect((await endsWithin(10)).rowCount).toBe(0);
    expect((await endsWithin(20)).rowCount).toBe(1);
    expect(await letters.claim(database, randomUUID(), 100, 1_000)).toEqual([]);

    await database.query(`update letter set lease_until = clock_timestamp() where letter_id = $1`, [letterId]);
    await letters.renew(database, worker, [letterId], 15_000);
    const [taken] = await rig.dispatchUntil('the letter', () => nonEmpty(rig.mail.to(rig.addressOf(complaint))));
    expect(taken?.messageId).toBe(`<${letterId}@acme.example>`);
  });

  it('shows letters to staff, and their words only to whom they concern', async () => {
    const complaint = await rig.register();
    await rig.expectAt(complaint, DUE);
    await rig.dispatchUntil('the letter', () => nonEmpty(rig.mail.to(rig.addressOf(complaint))));
    const { letter_id: letterId } = await rig.letter(complaint, 'ACKNOWLEDGEMENT', (row) => row.status === 'SENT');

    const list = await rig.call('staff:zhao.cs', `/v1/letters?complaintId=${complaint.complaintId}`);
    const forbidden = await rig.call('staff:zhao.cs', `/v1/letters/${letterId}`);
    const detail = await rig.call('staff:lin.intake', `/v1/letters/${letterId}`);

    expect(await list.json()).toMatchObject({
      items: [
        {
          letterId,
          kind: 'ACKNOWLEDGEMENT',
          status: 'SENT',
          commands: expect.arrayContaining([expect.objectContaining({ operationId: 'retryLetter', allowed: false })]),
        },
      ],
      nextCursor: null,
    });
    expect(forbidden.status).toBe(403);
    expect(detail.headers.get('etag')).toBe('"2"');
    const read = (await detail.json()) as { content: Record<string, string> };
    expect(read).toMatchObject({ content: { to: rig.addressOf(complaint) } });
    // The letter said it, the copy does not.
    expect(rig.mail.to(rig.addressOf(complaint))[0]?.text).toContain('K7QM2X9RTB4D');
    expect(JSON.stringify(read)).not.toContain('K7QM2X9RTB4D');
    expect(read.content['text']).toContain('查询码：［仅投诉人可见］');
  });

  it('sends a one-time code while it can be used, and staff read the letter without it', async () => {
    const one = await rig.register();
    const late = await rig.register();
    const codes = { good: aOneTimeCode(), old: { ...aOneTimeCode(), expiresAt: '2026-03-02T01:00:00.000Z' } };
    for (const [complaint, oneTimeCode] of [
      [one, codes.good],
      [late, codes.old],
    ] as const) {
      await rig.publishResolutionDossier(complaint, { offer: anOffer(), oneTimeCode });
      await rig.story.tell(complaint, resolutionOffered, { offerId: randomUUID() });
      await rig.story.tell(
        complaint,
        oneTimeCodeIssued,
        { codeId: oneTimeCode.codeId, dossierVersion: 1 },
        { times: 2 },
      );
    }

    const isCode = ({ subject }: { subject?: string }) => !!subject?.includes('一次性验证码');
    const letter = await rig.dispatchUntil('the code', () => rig.mail.to(rig.addressOf(one)).find(isCode));
    const suppressed = await rig.dispatchUntil('the suppression', () =>
      rig.said(late, 'letter-suppressed').find(({ data }) => data['letter'] === 'ONE_TIME_CODE'),
    );

    expect(letter.text).toContain(`一次性验证码：${codes.good.code}`);
    expect(suppressed.data['reasonCode']).toBe('OUTDATED');
    expect(rig.mail.to(rig.addressOf(one)).filter(isCode)).toHaveLength(1);
    const { letter_id: letterId } = await rig.letter(one, 'ONE_TIME_CODE', (row) => row.status === 'SENT');
    const copy = await (await rig.call('staff:lin.intake', `/v1/letters/${letterId}`)).text();
    expect(copy).toContain('［仅投诉人可见］');
    expect(copy).not.toContain(codes.good.code);
  });
});

describe('sending letters beside one that takes its time', () => {
  let rig: NotificationRig;

  beforeAll(async () => {
    rig = await NotificationRig.start();
  }, 240_000);

  afterAll(() => rig.stop(), 30_000);

  it('sends the others, holds that one for as long as it takes, and waits for it at the end', async () => {
    const { database } = rig.service;
    const renewing = rig.service.get(RenewLeases);
    const slow = await rig.register();
    const others = await Promise.all(Array.from({ length: 3 }, () => rig.register()));
    const isHeldFor = async (seconds: number) => {
      const { rowCount } = await database.query(
        `select from letter where complaint_id = $1 and lease_until > clock_timestamp() + make_interval(secs => $2)`,
        [slow.complaintId, seconds],
      );
      return rowCount === 1;
    };
    rig.mail.silentTo = rig.addressOf(slow);
    rig.service.get(DispatchWorker).start();
    await rig.expectAt(slow, DUE);
    await rig.until('the slow letter to be handed over', () => nonEmpty(rig.mail.to(rig.addressOf(slow))));

    for (const complaint of others) await rig.expectAt(complaint, DUE);
    await rig.until('the others', () => others.every((one) => rig.countOf(one, 'complaint-acknowledged') === 1));
    expect(rig.countOf(slow, 'complaint-acknowledged')).toBe(0);

    await database.query(
      `update letter set lease_until = clock_timestamp() + interval '1 second' where complaint_id = $1`,
      [slow.complaintId],
    );
    expect(await isHeldFor(10)).toBe(false);
    await renewing.step();
    expect(await isHeldFor(10)).toBe(true);

    const ended: string[] = [];
    const ends = Promise.all([
      renewing.stop().then(() => ended.push('renewing')),
      rig.service
        .get(DispatchWorker)
        .stop()
        .then(() => ended.push('sending')),
    ]);
    // A letter that gets ready now is for another replica.
    const late = await rig.register();
    await rig.expectAt(late, DUE);
    await rig.caughtUp(late);
    expect(ended).toEqual([]);
    rig.mail.answer();
    await ends;

    expect((await rig.letter(slow, 'ACKNOWLEDGEMENT')).status).toBe('SENT');
    expect(rig.mail.to(rig.addressOf(slow))).toHaveLength(1);
    expect(rig.mail.to(rig.addressOf(late))).toHaveLength(0);
  });
});

function nonEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function commandHeaders(version: number): Record<string, string> {
  return { 'idempotency-key': `retry-${version}-${randomUUID()}`, 'if-match': `"${version}"` };
}
