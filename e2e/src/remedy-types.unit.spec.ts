import { RemedyType } from '@redress/contracts';
import { productFiles, textOf } from './product-files';

/** Made from the contracts, so they name whatever is declared. */
const GENERATED = /^libs\/contracts\/(schemas|samples|readers\.json)|^libs\/policy\/schema\//;
const DECLARATIONS = /^libs\/contracts\/src\/remedies\//;
const PACKS = /^libs\/policy\/packs\//;
/** Facts of a demonstration. */
const DATA = /^deploy\/local\/demo-directory\.json$/;

const product = productFiles('libs', 'services', 'deploy').filter(
  (path) => ![GENERATED, DECLARATIONS, PACKS, DATA].some((not) => not.test(path)),
);

const TYPES = `(?:${RemedyType.options.join('|')})`;
/** As a text, as a member or as a key. */
const NAMED = new RegExp(`(['"\`])${TYPES}\\1|\\.${TYPES}\\b|(?:^|[{,])\\s*${TYPES}:`, 'm');

/** What looks like the name of a type and is another word. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  'deploy/demo/src/life/reception.ts': 'an apology that a person of the demonstration made on the spot',
  'libs/contracts/src/codes/contacts.ts': 'an apology that was said in a contact',
  'libs/contracts/src/codes/inbox.ts': 'an assignment that came back',
  'libs/contracts/src/codes/registration.ts': 'no complainant',
  'libs/observability/src/tracing.ts': 'no trace flag',
  'libs/policy/src/clock-policies.ts': 'no complainant',
  'services/intake/src/complaint/domain/judge-submission.ts': 'no complainant',
  'services/intake/src/linked-case/linked-cases.ts': 'no complainant',
  'services/notification/src/inbox/domain/inbox-rules.ts': 'an assignment that came back',
  'services/notification/src/letters/dispatch-letters/prepare-letter.ts': 'no complainant',
  'services/resolution/src/resolution-case/complainants.ts': 'no complainant',
  'services/routing/src/work-item/domain/promise-rules.ts': 'no complainant',
};

describe('a type of remedy', () => {
  it('is known by its name to its declaration, and to nothing else in the product', () => {
    const found = product.filter((path) => NAMED.test(textOf(path)));

    expect(found.sort()).toEqual(Object.keys(OTHER_WORDS).sort());
  });
});
