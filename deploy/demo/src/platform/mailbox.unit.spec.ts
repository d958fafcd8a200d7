import { understand } from './mailbox';

const to = ['lin@example.com'];

describe('reading a letter', () => {
  it.each([
    [
      'ACKNOWLEDGEMENT',
      'Acme: we have accepted your complaint GSCS-261102-00001',
      '【甲】投诉受理函：GSCS-261102-00001',
    ],
    [
      'OFFER',
      'Acme: our proposal on your complaint GSCS-261102-00001',
      '【甲】投诉处理方案，请您确认：GSCS-261102-00001',
    ],
    ['CLOSURE', 'Acme: your complaint GSCS-261102-00001 is closed', '【甲】投诉结案告知：GSCS-261102-00001'],
    ['WITHDRAWAL', 'Acme: your complaint GSCS-261102-00001 has been withdrawn', '【甲】撤诉确认：GSCS-261102-00001'],
    [
      'REQUEST_REFUSED',
      'Acme: our answer to your request on complaint GSCS-261102-00001',
      '【甲】关于您的申请的答复：GSCS-261102-00001',
    ],
  ])('tells %s by its subject in both languages', (kind, ...subjects) => {
    for (const subject of subjects) {
      expect(understand({ id: 'a', to, subject }, '')).toMatchObject({ kind, complaintNo: 'GSCS-261102-00001' });
    }
  });

  it('finds tracking code and link', () => {
    const subject = 'Acme: our proposal on your complaint GSCS-261102-00001';

    expect(understand({ id: 'a', to, subject }, 'Tracking code: 23456789ABCD\nEnd').trackingCode).toBe('23456789ABCD');
    expect(understand({ id: 'a', to, subject }, '查询码：23456789ABCD\n').trackingCode).toBe('23456789ABCD');
    expect(understand({ id: 'a', to, subject }, 'Go to\nhttp://127.0.0.1:3004/v1/offers/aB_-9\n').decisionLink).toBe(
      'http://127.0.0.1:3004/v1/offers/aB_-9',
    );
  });

  it('says so when it makes no sense', () => {
    expect(() => understand({ id: 'a', to, subject: 'Win a car' }, '')).toThrow('"Win a car"');
  });
});
