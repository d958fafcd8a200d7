import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LetterKind, type LocaleCode } from '@redress/contracts';
import { CompiledPack, parsePack, SHIPPED_PACK_DIR } from '@redress/policy';
import { LetterComposer } from './letter-composer';
import { aMaterial, anOffer, FACTS } from './letter-material.builder.spec';
import { LetterCannotBeWritten } from './letter-material';
import { LetterTemplates } from './letter-templates';

const composer = new LetterComposer(new LetterTemplates(), '安泰客户服务中心', 'https://redress.example');
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
      const offer = kind === 'OFFER' ? anOffer() : undefined;

      const { content, missing } = composer.compose(aMaterial({ facts: FACTS[kind], locale, offer }), [generalService]);

      expect(missing).toEqual([]);
      for (const part of Object.values(content)) {
        expect(part).toContain('GSCS-260302-00001');
        expect(part).not.toMatch(/undefined|null|NaN|Invalid|\{\{|\{%/);
      }
      expect(content.subject).not.toMatch(/[\r\n]/);
    },
  );

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
