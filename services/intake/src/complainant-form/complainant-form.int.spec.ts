import { newId } from '@redress/persistence';
import { aSubmission } from '../testing/a-submission.spec';
import { IntakeUnderTest } from '../testing/intake-under-test.spec';

let intake: IntakeUnderTest;

beforeAll(async () => {
  intake = await IntakeUnderTest.start({
    REDRESS_PORTAL_LOOKUPS_PER_MINUTE: '1000',
    REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: '1000',
    REDRESS_PORTAL_MAILS_PER_RECIPIENT_HOUR: '1000',
    REDRESS_ORGANISATION_NAME: 'Acme',
  });
}, 240_000);

afterAll(() => intake?.stop());

interface Filed {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly trackingCode: string;
}

const file = async (replaced: object = {}): Promise<Filed> =>
  (await intake.call('POST', '/v1/portal/complaints', { key: newId(), body: aSubmission(replaced) })).body as Filed;
const open = async (form: string, lang = 'zh') => {
  const response = await fetch(`${intake.service.url}/v1/portal/forms/${form}?lang=${lang}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const send = async (form: string, fields: Record<string, string>, lang = 'zh') => {
  const response = await fetch(`${intake.service.url}/v1/portal/forms/${form}?lang=${lang}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ formKey: newId(), ...fields }),
  });
  return { status: response.status, text: await response.text() };
};
const read = async (complaintId: string) =>
  (await intake.call('GET', `/v1/complaints/${complaintId}`, { as: 'staff:lin.intake' })).body;
const WORDS = '还有一个 <b>水壶</b> 也裂了';

// RG-18, T30, T34
describe('the forms of complainants', () => {
  it.each([
    ['supplement', '补充情况', 'Add to your complaint'],
    ['reopening', '申请重新处理', 'Have your complaint reopened'],
    ['withdrawal', '撤回投诉', 'Withdraw your complaint'],
    ['message', '给办理人员留言', 'Write to those who handle your complaint'],
  ])('for a %s is shown in both languages, without scripts, kept by nobody', async (form, zh, en) => {
    const [chinese, english] = [await open(form), await open(form, 'en')];

    expect(chinese.text).toContain(`<h1>${zh}</h1>`);
    expect(english.text).toContain(`<h1>${en}</h1>`);
    expect(english.text).toContain('Acme');
    expect(chinese.text).not.toContain('<script');
    expect(chinese.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(chinese.headers.get('cache-control')).toBe('no-store');
  });

  it('take a supplement once of what is sent twice from one page, and again what was changed', async () => {
    const { complaintId, complaintNo, trackingCode } = await file();
    const formKey = newId();
    const fields = { complaintNo, trackingCode, formKey, words: WORDS };

    const sent = [await send('supplement', fields), await send('supplement', fields)];
    expect(sent.map(({ status }) => status)).toEqual([200, 200]);
    expect(sent[0]?.text).toContain('您补充的内容已经收到');
    expect((await read(complaintId)).supplements).toMatchObject([{ words: WORDS, channel: 'WEB_FORM' }]);
    await send('supplement', { ...fields, words: '更正' });
    expect((await read(complaintId)).supplements).toHaveLength(2);
  });

  it('ask the holder for a withdrawal and a reopening, and say why not', async () => {
    const { complaintId, complaintNo, trackingCode } = await file();
    const fields = { complaintNo, trackingCode, words: WORDS };

    expect((await send('withdrawal', fields, 'en')).text).toContain('We have your request to withdraw the complaint.');
    const again = await send('withdrawal', fields, 'en');
    expect([again.status, again.text.includes('You have asked for this already')]).toEqual([409, true]);
    await intake.service.database.query("update complaint_custody set state = 'CLOSED' where complaint_id = $1", [
      complaintId,
    ]);
    const ended = await send('withdrawal', fields, 'en');
    expect([ended.status, ended.text.includes('The complaint has ended')]).toEqual([409, true]);
    expect((await send('reopening', fields)).text).toContain('您的申请已经收到');
    expect((await read(complaintId)).requests).toMatchObject([{ kind: 'WITHDRAWAL' }, { kind: 'REOPENING' }]);
  });

  it('write to the mailbox of those only who gave no name', async () => {
    const anonymous = await file({ complainant: { type: 'ANONYMOUS', locale: 'zh-CN' } });
    const known = await file();
    const fields = ({ complaintNo, trackingCode }: Filed) => ({ complaintNo, trackingCode, words: WORDS });

    expect((await send('message', fields(anonymous))).text).toContain('您的留言已经送达办理人员');
    const refused = await send('message', fields(known));
    expect([refused.status, refused.text.includes('信箱仅供匿名投诉人使用')]).toEqual([409, true]);
  });

  it('show again what was typed but the code, and take no wrong code and nothing empty', async () => {
    const { complaintId, complaintNo, trackingCode } = await file();
    const wrong = await send('supplement', { complaintNo, trackingCode: 'K7MQ2XWP9RTA', words: WORDS });
    const empty = await send('supplement', { complaintNo, trackingCode, words: ' ' });

    expect(wrong.status).toBe(404);
    expect(wrong.text).toContain('编号与查询码不符');
    expect(wrong.text).toContain('还有一个 &lt;b&gt;水壶&lt;/b&gt; 也裂了');
    expect(wrong.text).not.toContain('K7MQ2XWP9RTA');
    expect([empty.status, empty.text.includes(complaintNo)]).toEqual([422, true]);
    expect((await read(complaintId)).supplements).toEqual([]);
    expect((await open('something-else')).status).toBe(422);
  });
});
