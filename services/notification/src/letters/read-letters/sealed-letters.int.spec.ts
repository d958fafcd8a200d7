import { complaintClosed } from '@redress/contracts';
import { NotificationRig } from '../../testing/notification-rig.spec';

const DUE = '2026-03-09T10:00:00.000Z';
const OFFICER = 'staff:lin.intake';

// architecture 5.5
describe('letters of one complaint that were swapped where they are stored', () => {
  let rig: NotificationRig;

  beforeAll(async () => {
    rig = await NotificationRig.start();
  }, 240_000);

  afterAll(() => rig.stop(), 30_000);

  it('are shown to no one', async () => {
    const complaint = await rig.register();
    await rig.expectAt(complaint, DUE);
    const isSent = (kind: string) => async () => {
      const row = await rig.letter(complaint, kind);
      return row.status === 'SENT' ? row : undefined;
    };
    const acknowledgement = await rig.dispatchUntil('the acceptance letter', isSent('ACKNOWLEDGEMENT'));
    await rig.story.tell(complaint, complaintClosed);
    await rig.caughtUp(complaint);
    const closure = await rig.dispatchUntil('the closure letter', isSent('CLOSURE'));
    const ids = [acknowledgement.letter_id, closure.letter_id];
    expect((await rig.call(OFFICER, `/v1/letters/${ids[0]}`)).status).toBe(200);
    await rig.service.database.query(
      `update letter a set content = b.content, content_version = b.content_version from letter b
       where (a.letter_id, b.letter_id) in (($1, $2), ($2, $1))`,
      ids,
    );

    for (const id of ids) {
      const answer = await rig.call(OFFICER, `/v1/letters/${id}`);
      const body = await answer.text();

      expect(answer.status).toBe(500);
      expect(JSON.parse(body)).toMatchObject({ type: 'urn:redress:problem:content-broken' });
      expect(body).not.toMatch(/王芳|受理|结案/);
    }
  });
});
