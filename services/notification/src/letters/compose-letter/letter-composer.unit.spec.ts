import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LetterKind, type LocaleCode } from '@redress/contracts';
import { CompiledPack, parsePack, SHIPPED_PACK_DIR } from '@redress/policy';
import { LetterComposer } from './letter-composer';
import { aMaterial, anOffer, aOneTimeCode, FACTS } from './letter-material.builder.spec';
import { LetterCannotBeWritten } from './letter-material';
import { asSent, asStaffReadIt } from '../domain/kept-letter';
import { letterModel } from './letter-model';
import { escapeHtml, LetterTemplates } from './letter-templates';

const writer = new LetterComposer(new LetterTemplates(), '安泰客户服务中心', 'https://redress.example');
/** Letters as their complainants get them. */
const composer = {
  compose: (...given: Parameters<LetterComposer['compose']>) => {
    const { content, missing } = writer.compose(...given);
    const { to: _, ...sent } = asSent({ to: '', ...content }, escapeHtml);
    return { content: sent, missing };
  },
};
const generalService = shippedPack('general-service.v1.yaml');

function shippedPack(file: string): CompiledPack {
  const parsed = parsePack(readFileSync(join(SHIPPED_PACK_DIR, file), 'utf8'));
  if (!parsed.pack) throw new Error(`${file} is not valid`);
  return new CompiledPack(parsed.pack);
}

describe('composing a letter', () => {
  // AK-03, AK-04, CM-07, UA-26
  it.each([
    ['zh-CN', '受理时间：2026年3月2日 09:15（中国标准时间）', '预计办结时间：2026年3月9日 18:00（中国标准时间）'],
    ['en', 'Accepted: 2 March 2026, 09:15 (China Standard Time)', 'Expected to be settled by: 9 March 2026, 18:00'],
  ] as const)('states number, acceptance time and expected time in %s', (locale, accepted, expected) => {
    const { content, missing } = composer.compose(aMaterial({ locale }), [generalService]);

    expect(missing).toEqual([]);
    expect(content.subject).toContain('GSCS-260302-00001');
    for (const words of ['GSCS-260302-00001', accepted, expected, 'K7QM2X9RTB4D'])
      expect(content.text).toContain(words);
  });

  it('does not write an acceptance letter without the expected time', () => {
    expect(() => composer.compose(aMaterial({ expectedAt: undefined }), [generalService])).toThrow(
      LetterCannotBeWritten,
    );
  });

  // CM-02, RM-08
  it('carries the link, the decision and every remedy in an offer', () => {
    const { content, missing } = composer.compose(aMaterial({ facts: FACTS.OFFER, locale: 'en', offer: anOffer() }), [
      generalService,
    ]);

    expect(missing).toEqual([]);
    expect(content.html).toContain(`href="https://redress.example/v1/offers/${anOffer().token}"`);
    expect(content.text).toContain('- Refund CNY 199.00, by 12 March 2026');
    expect(content.text).toContain('Our decision: Upheld');
  });

  // DF-12
  it('tells what the procedure demands and the letter lacks', () => {
    const strict = new CompiledPack({
      ...generalService.content,
      letters: { CLOSURE: { mustContain: ['COMPLAINT_NO', 'OUTCOME', 'DECISION_LINK'] } },
    });

    const { missing } = composer.compose(aMaterial({ facts: FACTS.CLOSURE }), [strict]);

    expect(missing).toEqual(['DECISION_LINK']);
  });

  it('lets text of people neither become markup nor be read as a template', () => {
    const explanation = '<script>alert(1)</script>\n{{ sender }} {% include "x" %}\n"quoted" & more';

    const { content } = composer.compose(
      aMaterial({ facts: FACTS.OFFER, offer: { ...anOffer(), explanation, apology: '<img src=x onerror=alert(1)>' } }),
      [generalService],
    );

    expect(content.html).not.toMatch(/<script|<img/);
    expect(content.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(content.html).toContain('{{ sender }} {% include &#34;x&#34; %}');
    expect(content.text).toContain('{{ sender }} {% include "x" %}');
  });

  it.each(['王芳', 'Anne-Marie O’Neill', 'J. K. Brown', 'Нина'])('addresses %s by name', (name) => {
    expect(composer.compose(aMaterial({ name }), [generalService]).content.text).toContain(name);
  });

  it.each([
    '<b>王芳</b>',
    'Win money at www evil.example',
    'see evil.example',
    'https://evil.example',
    'Wang\nYour account is locked',
    'a'.repeat(61),
    '\u202eecila',
  ])('does not repeat %j as a name', (name) => {
    const { content } = composer.compose(aMaterial({ name }), [generalService]);

    expect(content.text).not.toContain(name);
    expect(content.text.startsWith('尊敬的客户：')).toBe(true);
  });

  it.each(LetterKind.options.flatMap((kind) => (['zh-CN', 'en'] as const).map((locale) => [kind, locale] as const)))(
    'writes %s in %s without a gap',
    (kind: LetterKind, locale: LocaleCode) => {
      const offer = kind === 'OFFER' || kind === 'OFFER_REMINDER' ? anOffer() : undefined;

      const oneTimeCode = kind === 'ONE_TIME_CODE' ? aOneTimeCode() : undefined;

      const { content, missing } = composer.compose(aMaterial({ facts: FACTS[kind], locale, offer, oneTimeCode }), [
        generalService,
      ]);

      expect(missing).toEqual([]);
      for (const part of Object.values(content)) {
        expect(part).toContain('GSCS-260302-00001');
        expect(part).not.toMatch(/undefined|null|NaN|Invalid|\{\{|\{%/);
      }
      expect(content.subject).not.toMatch(/[\r\n]/);
    },
  );

  // D10, PR-01
  it.each(
    (
      [
        ['ACKNOWLEDGEMENT', 'K7QM2X9RTB4D', {}],
        ['OFFER', anOffer().token, { offer: anOffer() }],
        ['ONE_TIME_CODE', aOneTimeCode().code, { oneTimeCode: aOneTimeCode() }],
      ] as const
    ).flatMap(([kind, secret, given]) => (['zh-CN', 'en'] as const).map((locale) => ({ kind, secret, given, locale }))),
  )('keeps $kind in $locale without what its complainant answers with', ({ kind, secret, given, locale }) => {
    const { content } = writer.compose(aMaterial({ facts: FACTS[kind], locale, ...given }), [generalService]);
    const letter = { to: 'wang.fang@mail.example', ...content };
    const { secrets, ...words } = letter;

    const sent = asSent(letter, escapeHtml);
    const read = asStaffReadIt(letter, locale, escapeHtml);

    expect([sent.text, sent.html].map((part) => part.includes(secret))).toEqual([true, true]);
    expect(JSON.stringify(words)).not.toContain(secret);
    expect(JSON.stringify(read)).not.toContain(secret);
    const instead = locale === 'en' ? '[for the complainant only]' : '［仅投诉人可见］';
    expect([read.text, read.html].map((part) => part.includes(instead))).toEqual([true, true]);
    for (const { mark } of secrets) expect(JSON.stringify([sent, read])).not.toContain(mark);
    if (kind === 'OFFER') expect(read.html).toContain('<a href="#"');
  });

  it('leaves a secret out wherever it stands, and no text of a person for it', () => {
    const explanation = 'secret00 $& K7QM2X9RTB4D';
    const { content } = writer.compose(aMaterial({ facts: FACTS.OFFER, offer: { ...anOffer(), explanation } }), [
      generalService,
    ]);

    const read = asStaffReadIt({ to: '', ...content }, 'zh-CN', escapeHtml);

    expect(read.text).toContain(explanation);
    expect(read.text.match(/［仅投诉人可见］/g)).toHaveLength(1);
  });

  it.each([
    ['zh-CN', '- 换货（型号：T14；件数：2），2026年3月12日前', '型号：T14</span><br>'],
    ['en', '- Replacement (Model: <T14>; Pieces: 2), by 12 March 2026', 'Model: &lt;T14&gt;</span><br>'],
  ] as const)('writes the terms of a remedy beside it in %s', (locale, inText, inHtml) => {
    const material = aMaterial({ facts: FACTS.OFFER, locale, offer: anOffer() });
    const { values } = letterModel(material, '安泰客户服务中心', 'https://redress.example');
    const remedy =
      locale === 'en'
        ? { label: 'Replacement', details: ['Model: <T14>', 'Pieces: 2'], dueOn: '12 March 2026' }
        : { label: '换货', details: ['型号：T14', '件数：2'], dueOn: '2026年3月12日' };
    const render = (part: 'text' | 'html') =>
      new LetterTemplates().render(locale, 'OFFER', part, { ...values, remedies: [{ ...remedy, amount: null }] });

    expect(render('text')).toContain(inText);
    expect(render('html')).toContain(inHtml);
  });

  it('gives amounts with the decimals of their currency', () => {
    const remedies = [
      { type: 'GOODWILL_PAYMENT' as const, amount: { amountMinor: 1_500, currency: 'JPY' }, dueOn: '2026-03-12' },
    ];

    const { content } = composer.compose(
      aMaterial({ facts: FACTS.OFFER, locale: 'en', offer: { ...anOffer(), remedies } }),
      [generalService],
    );

    expect(content.text).toContain('Goodwill payment JPY 1,500');
  });
});
