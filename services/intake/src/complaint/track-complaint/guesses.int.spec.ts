import { newId } from '@redress/persistence';
import { aSubmission } from '../../testing/a-submission.spec';
import { IntakeUnderTest } from '../../testing/intake-under-test.spec';

/** How many guesses one network has in this test. */
const PER_MINUTE = 9;

let intake: IntakeUnderTest;
let complaintNo: string;
let trackingCode: string;

beforeAll(async () => {
  intake = await IntakeUnderTest.start({ REDRESS_PORTAL_LOOKUPS_PER_MINUTE: String(PER_MINUTE) });
  const { body } = await intake.call('POST', '/v1/portal/complaints', { key: newId(), body: aSubmission() });
  ({ complaintNo, trackingCode } = body);
}, 240_000);

afterAll(() => intake?.stop());

interface Pair {
  readonly complaintNo: string;
  readonly trackingCode: string;
}

const json = async (path: string, body: object) =>
  (await intake.call('POST', `/v1/portal/${path}`, { key: newId(), body })).status;

async function attach(pair: Pair): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries(pair)) form.append(name, value);
  form.append('file', new Blob(['照片']), '照片.txt');
  return (await intake.call('POST', '/v1/portal/attachments', { key: newId(), form })).status;
}

async function send(form: string, pair: Pair): Promise<number> {
  const response = await fetch(`${intake.service.url}/v1/portal/forms/${form}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ formKey: newId(), ...pair, words: '请尽快。' }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Everything of intake that takes a number with a code. */
const DOORS: Readonly<Record<string, (pair: Pair) => Promise<number>>> = {
  'the status page': (pair) => json('track', pair),
  'a request': (pair) => json('requests', { ...pair, kind: 'WITHDRAWAL', statement: '不用了。' }),
  'an urging': (pair) => json('urgings', pair),
  'a supplement': (pair) => json('supplements', { ...pair, words: '还有一张照片。' }),
  'an attachment': attach,
  'the mailbox': (pair) => json('mailbox', pair),
  'a message': (pair) => json('messages', { ...pair, words: '请尽快。' }),
  'a form': (pair) => send('supplement', pair),
};

describe('guesses of number and code by one network', () => {
  const wrong = () => ({ complaintNo, trackingCode: 'ABCD2345WXYZ' });

  it('count at every door together: none is left once they are spread over all of them', async () => {
    const tried: number[] = [];
    for (const door of Object.values(DOORS)) tried.push(await door(wrong()));
    // Each has looked at one, and one more is looked at.
    tried.push(await json('track', wrong()));

    expect(tried).toEqual(Array.from({ length: PER_MINUTE }, () => 404));
    const after: Record<string, number> = {};
    for (const [name, door] of Object.entries(DOORS)) after[name] = await door({ complaintNo, trackingCode });
    expect(after).toEqual(Object.fromEntries(Object.keys(DOORS).map((name) => [name, 429])));
  }, 60_000);
});
