import { newId } from '@redress/persistence';
import { aSubmission } from '../../testing/a-submission.spec';
import { IntakeUnderTest } from '../../testing/intake-under-test.spec';

const PER_DAY = 3;

let intake: IntakeUnderTest;

beforeAll(async () => {
  intake = await IntakeUnderTest.start({
    REDRESS_PORTAL_MAILS_PER_RECIPIENT_HOUR: '100',
    REDRESS_PORTAL_MAILS_PER_RECIPIENT_DAY: String(PER_DAY),
  });
}, 240_000);

afterAll(() => intake?.stop());

describe('letters that visitors cause to one recipient', () => {
  it('are so many in a day, even when no hour has too many, and none more however the address is written', async () => {
    const file = (email: string) => {
      const submission = aSubmission() as { complainant: object };
      const body = { ...submission, complainant: { ...submission.complainant, email } };
      return intake.call('POST', '/v1/portal/complaints', { key: newId(), body });
    };
    const statuses: number[] = [];
    for (let mail = 0; mail < PER_DAY; mail += 1) statuses.push((await file('stranger@mail.example')).status);

    const refused = await file('Stranger+more@MAIL.example');

    expect(statuses).toEqual(Array.from({ length: PER_DAY }, () => 201));
    expect(refused).toMatchObject({ status: 429, body: { type: 'urn:redress:problem:too-many-for-recipient' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_600);
    expect((await file('another@mail.example')).status).toBe(201);
  });
});
