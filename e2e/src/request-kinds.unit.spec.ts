import { productFiles, textOf } from './product-files';

/** Made from the contracts by `npm run contracts`, so they name whatever is declared. */
const GENERATED = /^libs\/contracts\/(schemas|samples|readers\.json)|^libs\/policy\/schema\//;

/** A frozen version, kept to test that it is still read. */
const FROZEN = /^libs\/contracts\/src\/compatibility\/fixtures\//;

const product = productFiles('libs', 'services').filter((path) => !GENERATED.test(path) && !FROZEN.test(path));

/** What may know a kind of request by its name, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  'libs/contracts/src/requests/withdrawal.ts': 'the kind',
  'libs/contracts/src/requests/request-list.ts': 'the list of kinds',
  'libs/contracts/src/events/withdrawal-requested.ts': 'the event that asks',
  'libs/contracts/src/events/withdrawn.ts': 'the event that grants',
  'libs/contracts/src/events/index.ts': 'the list of events',
  'libs/contracts/src/event/event-list.ts': 'the list of events',
  'libs/contracts/src/events/request-refused.ts': 'the example of a kind that can be refused',
  'libs/contracts/src/codes/requests.ts': 'the taxonomy of kinds',
  'libs/contracts/src/codes/letters.ts': 'the taxonomy of letters',
  'libs/contracts/src/codes/resolution.ts': 'the taxonomies of outcomes and closures',
  'libs/contracts/src/custody/states.ts': 'a state of the complaint',
  'libs/contracts/src/custody/transitions.ts': 'T34',
  'services/intake/src/complaint/domain/public-status.ts': 'the public word for each state',
  'services/notification/src/letters/compose-letter/headings.ts': 'the words above each letter',
  'services/notification/src/letters/compose-letter/wording.ts': 'the words for each kind',
  'services/notification/src/letters/domain/letter-lint.ts': 'what each letter must say',
  'libs/contracts/src/codes/problems.ts': 'the problem of an offer that no longer stands',
  'libs/contracts/src/codes/registration.ts': 'the taxonomy of links between complaints',
  'services/intake/README.md': 'what becomes of a safety case, and the forms',
  'services/intake/src/linked-case/linked-cases.ts': 'a safety case that goes on inside',
  'services/intake/src/linked-case/register-linked-cases.consumer.ts': 'after which event it does',
  'services/intake/src/subscriptions.ts': 'after which event it does',
  // Another meaning: a breach that late evidence takes back.
  'libs/contracts/src/codes/escalation.ts': 'the reason that lowers a level',
  'libs/contracts/src/events/clock-breach-withdrawn.ts': 'the event that takes a breach back',
};

/** Folders of words: templates of letters, the forms of complainants, and what a link shows of an offer that no longer stands. */
const WORDS = [
  /^services\/intake\/src\/complainant-form\//,
  /^services\/notification\/src\/letters\/templates\/.*\/withdrawal\./,
  /^services\/resolution\/src\/(answer-)?offer\//,
];

// contracts, section 2
describe('a kind of request', () => {
  it('is known by its name to its declaration, its words and the tables that list it, and to nothing else', () => {
    const found = product.filter((path) => /withdraw/i.test(`${path}\n${textOf(path)}`));
    const unexpected = found.filter((path) => !WORDS.some((words) => words.test(path)));

    expect(unexpected.sort()).toEqual(Object.keys(ALLOWED).sort());
  });
});
