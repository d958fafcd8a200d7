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
  'libs/contracts/src/codes/contacts.ts': 'an apology that was said in a contact',
  'libs/contracts/src/codes/inbox.ts': 'an assignment that came back',
  'libs/observability/src/tracing.ts': 'no trace flag',
  'services/notification/src/inbox/domain/inbox-rules.ts': 'an assignment that came back',
};

describe('a type of remedy', () => {
  it('is known by its name to its declaration, and to nothing else in the product', () => {
    const found = product.filter((path) => NAMED.test(textOf(path)));

    expect(found.sort()).toEqual(Object.keys(OTHER_WORDS).sort());
  });
});
