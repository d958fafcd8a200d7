import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LETTERS } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { addressOf, understand, understandMessage } from './mailbox';

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

  it.each([
    [
      'ACKNOWLEDGEMENT',
      'Acme: we have accepted your complaint GSCS-261102-00001 on 2 Nov. Tracking code 23456789ABCD, for you alone.',
      '【甲】您的投诉已受理。编号 GSCS-261102-00001，查询码 23456789ABCD（请勿告诉他人）。',
    ],
    [
      'OFFER',
      'Acme: please decide on our proposal on your complaint GSCS-261102-00001 by 9 Nov.',
      '【甲】投诉 GSCS-261102-00001 的处理方案请您确认，请在 11月9日 前答复。',
    ],
    [
      'OFFER_REMINDER',
      'Acme: a reminder: please decide on our proposal on your complaint GSCS-261102-00001 by 9 Nov.',
      '【甲】提醒：投诉 GSCS-261102-00001 的处理方案待您确认，请在 11月9日 前答复。',
    ],
    [
      'CLOSURE',
      'Acme: Your complaint is closed (complaint GSCS-261102-00001). Read all of it.',
      '【甲】投诉结案告知函（投诉编号 GSCS-261102-00001）。请查阅全文。',
    ],
  ])('tells %s by a text message in both languages', (kind, ...texts) => {
    for (const text of texts) {
      const letter = understandMessage({ id: 'a', to: '+86 138-0013-8000', text });
      expect(letter).toMatchObject({ kind, complaintNo: 'GSCS-261102-00001', to: addressOf('+8613800138000') });
      if (kind === 'ACKNOWLEDGEMENT') expect(letter.trackingCode).toBe('23456789ABCD');
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

  it('knows every letter that the product sends by its subject, and by its text message', () => {
    const templates = join(workspaceRoot(), 'services', 'notification', 'src', 'letters', 'templates');
    const given: Readonly<Record<string, string>> = { sender: 'Acme', complaintNo: 'GSCS-261102-00001' };
    const filled = (file: string) =>
      readFileSync(file, 'utf8').replace(/\{\{ (\w+) \}\}/g, (_, name: string) => given[name] ?? '-');
    for (const kind of Object.keys(LETTERS).filter((one) => one !== 'ONE_TIME_CODE')) {
      for (const language of ['zh-CN', 'en']) {
        const file = join(templates, language, `${kind.toLowerCase().replaceAll('_', '-')}`);
        const letter = understand({ id: 'a', to, subject: filled(`${file}.subject.liquid`) }, '');
        expect(`${language} ${letter.kind}`).toBe(`${language} ${kind}`);
        // The heading of the letter tells those apart that share the rest.
        if (!existsSync(`${file}.sms.liquid`)) continue;
        if (readFileSync(`${file}.sms.liquid`, 'utf8').includes('{{ heading }}')) continue;
        expect(`${language} ${understandMessage({ id: 'a', to: '1', text: filled(`${file}.sms.liquid`) }).kind}`).toBe(
          `${language} ${kind}`,
        );
      }
    }
  });

  it('says so when it makes no sense', () => {
    expect(() => understand({ id: 'a', to, subject: 'Win a car' }, '')).toThrow('"Win a car"');
    expect(() => understandMessage({ id: 'a', to: '1', text: 'Win a car' })).toThrow('"Win a car"');
  });
});
