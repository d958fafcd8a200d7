import { aSubmission } from '../../testing/a-submission.spec';
import { shippedPacks } from '../../testing/shipped-packs.spec';
import { judgeSubmission, type RegistrationContext } from './judge-submission';

const now = new Date('2026-03-02T01:15:00.000Z');
const packs = shippedPacks();
const staff: Record<string, string> = { 'staff:he.cs': 'acme', 'staff:nora.other': 'other' };
const units: Record<string, string> = { CS: 'acme', QA: 'acme', SHOP: 'other' };

const judge = (submitted: unknown, replaced: Partial<RegistrationContext> = {}) =>
  judgeSubmission(submitted, {
    now,
    packs,
    organisationOf: (unit) => units[unit],
    organisationOfStaff: (id) => staff[id],
    ...replaced,
  });

const faultsOf = (submitted: unknown, replaced: Partial<RegistrationContext> = {}) =>
  Object.fromEntries((judge(submitted, replaced).faults ?? []).map(({ pointer, code }) => [pointer, code]));

describe('judging a submission', () => {
  it('takes one that the form of the default pack takes, for the unit that the pack names', () => {
    const { acceptable } = judge(aSubmission());

    expect(acceptable?.pack.reference.id).toBe('GENERAL_SERVICE');
    expect(acceptable).toMatchObject({ organisationId: 'acme', receivingUnit: 'CS', receivedLate: false });
    expect(acceptable?.receivedAt).toEqual(now);
  });

  it('prefers the unit that is named, then that of the submitter', () => {
    expect(judge(aSubmission(), { submitterUnit: 'QA' }).acceptable?.receivingUnit).toBe('QA');
    expect(judge(aSubmission({ receivingUnit: 'CS' }), { submitterUnit: 'QA' }).acceptable?.receivingUnit).toBe('CS');
  });

  it('names every fault at once, of schema, form and receipt alike', () => {
    const faults = faultsOf({
      channel: 'PIGEON',
      receivedAt: '2026-03-02T01:17:00Z',
      receivingUnit: 'NOWHERE',
      complainant: { type: 'CONSUMER', locale: 'zh-CN' },
      description: ' ',
      surprise: 1,
    });

    expect(faults).toEqual({
      '/channel': 'not-in-list',
      '/receivedAt': 'in-the-future',
      '/receivingUnit': 'unknown-unit',
      '/complainant': 'contact-needed',
      '/description': 'too-short',
      '/surprise': 'unknown-field',
    });
  });

  it('does not repeat a field name that could be anything', () => {
    const { faults } = judge({ ...aSubmission(), 'shen.zhiwei@example.com': true });

    expect(JSON.stringify(faults)).not.toContain('shen.zhiwei');
    expect(faults).toEqual([{ code: 'unknown-field', pointer: '', detail: 'holds a field that is not known' }]);
  });

  // IN-25
  it('takes an enquiry that the form of complaints would refuse, as incomplete', () => {
    const complainant = { type: 'CONSUMER' as const, locale: 'zh-CN' as const };

    expect(faultsOf(aSubmission({ complainant }))).toEqual({ '/complainant': 'contact-needed' });
    expect(judge(aSubmission({ kind: 'ENQUIRY', complainant })).acceptable?.missing).toEqual(['CONTACT']);
    expect(judge(aSubmission({ kind: 'SUGGESTION', complainant })).acceptable?.missing).toEqual(['CONTACT']);
  });

  // CL-23, CL-14, RG-26
  it('lets only those state how it is to be handled who have the right to', () => {
    const stated = aSubmission({
      complexity: 'COMPLEX',
      faultLevel: 'L2_INDIVIDUAL',
      handling: 'ON_THE_SPOT',
      subjectStaffId: 'staff:he.cs',
      subjectUnitId: 'QA',
    });

    expect(faultsOf(stated)).toEqual({});
    expect(faultsOf(stated, { rights: ['STATE_ASSESSMENT'] })).toEqual({});
    expect(faultsOf(stated, { rights: ['CHOOSE_PACK', 'STATE_URGENCY'] })).toEqual({
      '/complexity': 'not-permitted',
      '/faultLevel': 'not-permitted',
      '/handling': 'not-permitted',
      '/subjectStaffId': 'not-permitted',
      '/subjectUnitId': 'not-permitted',
    });
  });

  // RG-19
  it('knows whom and which unit of the organisation a complaint is about', () => {
    expect(faultsOf(aSubmission({ subjectStaffId: 'staff:nobody', subjectUnitId: 'NOWHERE' }))).toEqual({
      '/subjectStaffId': 'unknown-person',
      '/subjectUnitId': 'unknown-unit',
    });
    expect(faultsOf(aSubmission({ subjectStaffId: 'staff:nora.other', subjectUnitId: 'SHOP' }))).toEqual({
      '/subjectStaffId': 'unknown-person',
      '/subjectUnitId': 'unknown-unit',
    });
  });

  it('tolerates a minute of clock skew and refuses more', () => {
    expect(faultsOf(aSubmission({ receivedAt: '2026-03-02T01:16:00Z' }))).toEqual({});
    expect(faultsOf(aSubmission({ receivedAt: '2026-03-02T01:16:01Z' }))).toEqual({ '/receivedAt': 'in-the-future' });
  });

  // IN-05
  it('flags what was received more than 30 days ago', () => {
    expect(judge(aSubmission({ receivedAt: '2026-01-31T01:15:00Z' })).acceptable?.receivedLate).toBe(false);
    expect(judge(aSubmission({ receivedAt: '2026-01-31T01:14:59Z' })).acceptable?.receivedLate).toBe(true);
  });

  // RG-10, UA-27
  it('knows anonymous complainants need no contact', () => {
    expect(faultsOf(aSubmission({ complainant: { type: 'ANONYMOUS', locale: 'en' } }))).toEqual({});
  });

  // RG-21
  it('registers what lacks only an expected field, as incomplete', () => {
    const { acceptable } = judge(
      aSubmission({ complainant: { type: 'CONSUMER', phone: '+86 100 0999 1234', locale: 'en' } }),
    );

    expect(acceptable?.missing).toEqual(['NAME']);
  });

  // IN-06
  it('refuses a pack that is not in force, a unit of another organisation and a channel of another door', () => {
    expect(faultsOf(aSubmission({ pack: 'NO_SUCH_PACK' }))).toEqual({ '/pack': 'unknown-pack' });
    expect(faultsOf(aSubmission({ receivingUnit: 'SHOP' }), { organisationId: 'acme' })).toEqual({
      '/receivingUnit': 'unknown-unit',
    });
    expect(faultsOf(aSubmission({ channel: 'LETTER' }), { channels: ['WEB_FORM', 'IN_APP'] })).toEqual({
      '/channel': 'channel-not-here',
    });
  });

  it.each([[undefined], [null], ['text'], [[]]])('finds a fault in %p', (submitted) => {
    expect(judge(submitted).faults?.[0]).toMatchObject({ pointer: '' });
  });
});
