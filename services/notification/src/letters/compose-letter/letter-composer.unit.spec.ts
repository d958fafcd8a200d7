import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LetterKind, type LocaleCode } from '@redress/contracts';
import { CompiledPack, parsePack, SHIPPED_PACK_DIR } from '@redress/policy';
import { LetterComposer } from './letter-composer';
import {
  aDecision,
  aDispute,
  aMaterial,
  anImposition,
  anOffer,
  aOneTimeCode,
  aReview,
  aSubmission,
  FACTS,
  questions,
} from './letter-material.builder.spec';
import { LetterCannotBeWritten, type LetterMaterial } from './letter-material';
import { MANDATORY, MANDATORY_IN_MESSAGE } from '../domain/letter-lint';
import { asPrinted, asRead, asStaffReadIt, asTextMessage } from '../domain/kept-letter';
import { letterModel } from './letter-model';
import { escapeHtml, LetterTemplates, type Part } from './letter-templates';

const SETTINGS = {
  sender: '安泰客户服务中心',
  publicUrl: 'https://redress.example',
  mailboxUrl: 'https://redress.example/v1/portal/letters',
  questionsUrl: 'https://redress.example',
};
const writer = new LetterComposer(new LetterTemplates(), SETTINGS);
/** Letters as their complainants get them. */
const composer = {
  compose: (...given: Parameters<LetterComposer['compose']>) => {
    const { content, missing } = writer.compose(...given);
    const sms = asTextMessage(content);
    return { content: { ...asRead({ to: {}, ...content }, escapeHtml), sms }, missing };
  },
};
const generalService = shippedPack('general-service.v1.yaml');

function shippedPack(file: string): CompiledPack {
  const parsed = parsePack(readFileSync(join(SHIPPED_PACK_DIR, file), 'utf8'));
  if (!parsed.pack) throw new Error(`${file} is not valid`);
  return new CompiledPack(parsed.pack);
}

/** Material of a letter to a person with a phone. */
function materialOf(kind: LetterKind, locale: LocaleCode): LetterMaterial {
  const dossier = aMaterial().dossier;
  return aMaterial({
    facts: FACTS[kind],
    locale,
    dossier: { ...dossier, submission: aSubmission({ phone: '+8613800138000' }) },
    offer: anOffer(),
    oneTimeCode: aOneTimeCode(),
    decision: aDecision(),
    imposition: anImposition(),
    review: aReview(),
    dispute: aDispute(),
    questions: questions(),
  });
}

/** Templates that lack what they should say. */
class LeavingOut extends LetterTemplates {
  constructor(
    private readonly words: readonly string[],
    private readonly part: Part,
  ) {
    super();
  }

  override render(...given: Parameters<LetterTemplates['render']>): string {
    const [locale, kind, part, values] = given;
    if (part !== this.part) return super.render(...given);
    // What only the complainant may read stands in the values as a mark.
    const marks = Object.values(values).filter(
      (value) => typeof value === 'string' && /^secret[0-9a-f]{32}$/.test(value),
    );
    const written = super.render(locale, kind, part, values);
    return [...this.words, ...this.words.map(escapeHtml), ...(marks as string[])].reduce(
      (left, word) => left.replaceAll(word, ''),
      written,
    );
  }
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

  // T27
  it.each([
    ['en', ['- Refund CNY 199.00 (Instalment: 1 of 2, CNY 300.00 in all), by 12 March 2026', 'Instalment: 2 of 2']],
    ['zh-CN', ['分期：第 1 期，共 2 期，总额 CNY 300.00', '分期：第 2 期，共 2 期']],
  ] as const)('names every instalment of a payment in %s, and is not complete without one of them', (locale, words) => {
    const total = { amountMinor: 30_000, currency: 'CNY' };
    const pays = (no: number, amountMinor: number, dueOn: string) =>
      ({ type: 'REFUND', amount: { amountMinor, currency: 'CNY' }, instalment: { no, of: 2, total }, dueOn }) as const;
    const offer = { ...anOffer(), remedies: [pays(1, 19_900, '2026-03-12'), pays(2, 10_100, '2026-04-12')] };
    const material = aMaterial({ facts: FACTS.OFFER, locale, offer });

    const { content, missing } = composer.compose(material, [generalService]);
    expect(missing).toEqual([]);
    for (const said of words) expect(content.text).toContain(said);

    const silent = new LetterComposer(new LeavingOut([words[1]], 'text'), SETTINGS);
    expect(silent.compose(material, [generalService]).missing).toContain('REMEDIES');
  });

  // T12, IV-07
  it.each([
    ['zh-CN', '请在此之前答复：2026年3月10日 17:00（中国标准时间）', 'lang=zh'],
    ['en', 'Please answer by: 10 March 2026, 17:00', 'lang=en'],
  ] as const)('asks every question in %s, and says where and until when to answer', (locale, due, lang) => {
    const { content, missing } = composer.compose(
      aMaterial({ facts: FACTS.INFORMATION_REQUEST, locale, questions: questions() }),
      [generalService],
    );

    expect(missing).toEqual([]);
    const link = `https://redress.example/v1/answers?no=GSCS-260302-00001&${lang}`;
    for (const words of [due, '1. 洗衣机的序列号是多少？', '2. 漏水时机器处于哪个程序？', '请尽量说明。', link]) {
      expect(content.text).toContain(words);
    }
    expect(content.html).toContain('v1/answers?no=GSCS-260302-00001');
  });

  // T32
  it.each(
    (['DECISION', 'REVIEW_DECISION', 'PROCEDURE_EXHAUSTED'] as const).flatMap((kind) => [
      [kind, 'zh-CN', 'zh'] as const,
      [kind, 'en', 'en'] as const,
    ]),
  )('says in %s in %s where to tell of a dispute outside', (kind, locale, lang) => {
    const { content } = composer.compose(materialOf(kind, locale), []);

    expect(content.text).toContain(`https://redress.example/v1/disputes?no=GSCS-260302-00001&lang=${lang}`);
    expect(content.html).toContain('v1/disputes?no=GSCS-260302-00001');
  });

  // T24
  it.each(['OFFER', 'DECISION', 'IMPOSITION'] as const)('offers no second review in %s', (kind) => {
    const { content } = composer.compose(materialOf(kind, 'en'), []);
    const { content: first } = composer.compose({ ...materialOf(kind, 'en'), review: undefined }, []);

    expect(content.text).not.toContain('/v1/reviews');
    expect(first.text).toContain('/v1/reviews');
  });

  it('does not ask for information without the questions', () => {
    expect(() => composer.compose(aMaterial({ facts: FACTS.INFORMATION_REQUEST }), [generalService])).toThrow(
      LetterCannotBeWritten,
    );
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
      const needsOffer = ['OFFER', 'OFFER_REMINDER', 'ANSWER_RECORDED', 'LATE_ACCEPTANCE'].includes(kind);
      const offer = needsOffer ? anOffer() : undefined;

      const decision = kind === 'DECISION' ? aDecision() : undefined;

      const oneTimeCode = kind === 'ONE_TIME_CODE' ? aOneTimeCode() : undefined;

      const { content, missing } = composer.compose({ ...materialOf(kind, locale), offer, oneTimeCode, decision }, [
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
    const letter = { to: { email: 'wang.fang@mail.example' }, ...content };
    const { secrets, ...words } = letter;

    const sent = asRead(letter, escapeHtml);
    const read = asStaffReadIt(letter, locale, escapeHtml);

    expect([sent.text, sent.html].map((part) => part.includes(secret))).toEqual([true, true]);
    expect(JSON.stringify(words)).not.toContain(secret);
    expect(JSON.stringify(read)).not.toContain(secret);
    expect(JSON.stringify(asPrinted(letter, locale))).not.toContain(secret);
    const instead = locale === 'en' ? '[for the complainant only]' : '［仅投诉人可见］';
    expect([read.text, read.html].map((part) => part.includes(instead))).toEqual([true, true]);
    for (const { mark } of secrets) expect(JSON.stringify([sent, read])).not.toContain(mark);
    if (kind === 'OFFER') expect(read.html).toContain('<a href="#"');
  });

  // RM-08, CM-11
  it.each([
    ['OFFER', 'zh-CN'],
    ['OFFER', 'en'],
    ['OFFER_REMINDER', 'zh-CN'],
    ['OFFER_REMINDER', 'en'],
  ] as const)('names on paper the ways to answer that %s in %s leaves without e-mail', (kind, locale) => {
    const { content } = writer.compose(materialOf(kind, locale), []);
    const { text } = asPrinted(content, locale);

    const ways =
      locale === 'en' ? ['slip', 'counter', 'identity document', 'by phone'] : ['回执', '柜台', '身份证件', '电话'];
    for (const way of [...ways, SETTINGS.mailboxUrl, 'GSCS-260302-00001']) {
      expect(text.toLowerCase()).toContain(way.toLowerCase());
    }
    expect(asRead({ to: {}, ...content }, escapeHtml).text).not.toContain(ways[2]);
  });

  it.each(LetterKind.options.flatMap((kind) => (['zh-CN', 'en'] as const).map((locale) => ({ kind, locale }))))(
    'speaks of no link in $kind in $locale on paper',
    ({ kind, locale }) => {
      const { content } = writer.compose(materialOf(kind, locale), []);
      const { text } = asPrinted(content, locale);

      expect(text).not.toMatch(/以下链接|此链接|该链接|\blink (below|is)\b|\{\{|\n\n\n\n/);
      for (const { mark, shown } of content.secrets) if (shown === 'LINK') expect(content.paper).not.toContain(mark);
    },
  );

  // AK-03, AK-06, CM-02, RM-08
  it.each(
    LetterKind.options.flatMap((kind) =>
      MANDATORY[kind].flatMap((item) => (['zh-CN', 'en'] as const).map((locale) => ({ kind, item, locale }))),
    ),
  )('refuses $kind in $locale when $item is left out, of the text or of the HTML', ({ kind, item, locale }) => {
    const material = materialOf(kind, locale);
    const words = letterModel(material, SETTINGS).wording[item] ?? [];

    expect(words.length).toBeGreaterThan(0);
    for (const part of ['text', 'html'] as const) {
      const { missing } = new LetterComposer(new LeavingOut(words, part), SETTINGS).compose(material, []);
      expect(missing).toContain(item);
    }
  });

  it.each(
    LetterKind.options.flatMap((kind) =>
      (['COMPLAINT_NO', ...(MANDATORY_IN_MESSAGE[kind] ?? (['MAILBOX'] as const))] as const).flatMap((item) =>
        (['zh-CN', 'en'] as const).map((locale) => ({ kind, item, locale })),
      ),
    ),
  )('refuses the text message of $kind in $locale when $item is left out', ({ kind, item, locale }) => {
    const material = materialOf(kind, locale);
    const words = letterModel(material, SETTINGS).wording[item] ?? [];

    expect(writer.compose(material, []).missing).toEqual([]);
    const { missing } = new LetterComposer(new LeavingOut(words, 'sms'), SETTINGS).compose(material, []);
    expect(missing).toContain(item);
  });

  // AK-06
  it.each(['zh-CN', 'en'] as const)(
    'apologises with every result in %s, in words of its own where the plan has none',
    (locale) => {
      const { apology: _, ...without } = anOffer();
      const words = locale === 'en' ? 'We are sorry' : '深表歉意';

      const letters = [
        aMaterial({ facts: FACTS.OFFER, locale, offer: { ...without, outcome: 'NOT_UPHELD' } }),
        aMaterial({ facts: { ...FACTS.CLOSURE, outcome: 'NOT_UPHELD' }, locale }),
      ].map((material) => composer.compose(material, [generalService]));

      for (const { content, missing } of letters) {
        expect(missing).toEqual([]);
        expect([content.text, content.html].map((part) => part.includes(words))).toEqual([true, true]);
      }
    },
  );

  it('asks for no reply, because nothing reads one', () => {
    const directory = join(__dirname, '../templates');
    const asking = readdirSync(directory, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.liquid'))
      .filter((file) => /回复本|回信|直接回复|\breply\b|write back/i.test(readFileSync(join(directory, file), 'utf8')));

    expect(asking).toEqual([]);
  });

  it('leaves a secret out wherever it stands, and no text of a person for it', () => {
    const explanation = 'secret00 $& K7QM2X9RTB4D';
    const { content } = writer.compose(aMaterial({ facts: FACTS.OFFER, offer: { ...anOffer(), explanation } }), [
      generalService,
    ]);

    const read = asStaffReadIt({ to: {}, ...content }, 'zh-CN', escapeHtml);

    expect(read.text).toContain(explanation);
    expect(read.text.match(/［仅投诉人可见］/g)).toHaveLength(1);
  });

  it.each([
    ['zh-CN', '- 换货（型号：T14；件数：2），2026年3月12日前', '型号：T14</span><br>'],
    ['en', '- Replacement (Model: <T14>; Pieces: 2), by 12 March 2026', 'Model: &lt;T14&gt;</span><br>'],
  ] as const)('writes the terms of a remedy beside it in %s', (locale, inText, inHtml) => {
    const material = aMaterial({ facts: FACTS.OFFER, locale, offer: anOffer() });
    const { values } = letterModel(material, SETTINGS);
    const remedy =
      locale === 'en'
        ? { label: 'Replacement', details: ['Model: <T14>', 'Pieces: 2'], dueOn: '12 March 2026' }
        : { label: '换货', details: ['型号：T14', '件数：2'], dueOn: '2026年3月12日' };
    const render = (part: 'text' | 'html') =>
      new LetterTemplates().render(locale, 'OFFER', part, {
        ...values,
        onPaper: false,
        remedies: [{ ...remedy, amount: null }],
      });

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
