import { COMPLAINT_STATES, MACHINES } from '@redress/contracts';
import ts from 'typescript';
import { productFiles, textOf } from './product-files';

const STATES = new Set<string>([...COMPLAINT_STATES, ...MACHINES.flatMap(({ states }) => states)]);

/** Where a state is written out: the table that declares it, the custody table, and migrations, which are history. */
const HOME =
  /^libs\/contracts\/src\/(machines\/|custody\/(states|transitions)\.ts$)|\.migration\.ts$|\.spec\.ts$|\/src\/testing\/|^libs\/(testing|service-testing)\//;

/** A word of another list of codes that happens to be the word of a state too. */
interface Namesake {
  readonly what: string;
  readonly words: readonly string[];
  /** Files, or folders with a `/` at the end. */
  readonly in: readonly string[];
  /** What stands in the same line. */
  readonly beside: RegExp;
}

const NAMESAKES: readonly Namesake[] = [
  {
    what: 'what happened to a clock',
    words: ['PAUSED', 'MET', 'CANCELLED', 'BREACHED'],
    in: [
      'services/routing/src/sla-clock/',
      'services/routing/src/complaint-file/',
      'services/notification/src/letters/',
    ],
    beside: /\b(what|cause|change|case)\b/,
  },
  {
    what: 'what happened to a clock, in the contract',
    words: ['PAUSED', 'MET', 'CANCELLED'],
    in: ['libs/contracts/src/values/clock-list.ts', 'libs/contracts/src/events/clocks-changed.ts'],
    beside: /^\s*'[A-Z]+',$|changes: \[/,
  },
  {
    what: 'how a clock is counted',
    words: ['OPEN', 'BREACHED', 'CANCELLED'],
    in: ['services/analytics/src/overview/'],
    beside: /\bClockCount\b|\bcount(s\.push)?\('/,
  },
  {
    what: 'how a complaint ended for the complainant',
    words: ['UNREACHABLE', 'WITHDRAWN', 'MERGED'],
    in: ['services/resolution/src/resolution-case/', 'libs/contracts/src/requests/'],
    beside: /\bclosureCode: '|\bclosure: '/,
  },
  {
    what: 'what the complainant is told of the state of a complaint',
    words: ['RECEIVED'],
    in: ['services/intake/src/complaint/domain/public-status.ts'],
    beside: /./,
  },
  {
    what: 'a kind of request and of letter',
    words: ['VOID'],
    in: ['libs/contracts/src/requests/', 'libs/contracts/src/events/', 'services/notification/src/letters/'],
    beside: /\bkind: '|\bletter: '|facts\.kind/,
  },
  {
    what: 'why a record is parked',
    words: ['FAILED', 'QUEUED'],
    in: ['libs/messaging/src/'],
    beside: /ParkReason|^\s*\| '|toParked\(|'UNPROCESSABLE'/,
  },
  {
    what: 'how the mail server answered, and why a letter was not sent',
    words: ['REFUSED'],
    in: ['services/notification/src/letters/'],
    beside: /kind: |result\.kind|'OUTDATED'|^\s*\| '|^\s*'REFUSED',$/,
  },
];

interface Literal {
  readonly path: string;
  readonly line: number;
  readonly word: string;
  readonly text: string;
}

const product = productFiles('libs', 'services').filter((path) => path.endsWith('.ts') && !HOME.test(path));

/** The states in a text that code or SQL compares with: the whole of it, or between single quotes in it. */
function statesIn(text: string): string[] {
  if (STATES.has(text)) return [text];
  return [...text.matchAll(/'([A-Z_]+)'/g)].map(([, word]) => word!).filter((word) => STATES.has(word));
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** Strings, types of strings and parts of templates that hold the name of a state. */
function literalsOf(path: string, text: string): Literal[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (isText(node)) {
      const first = source.getLineAndCharacterOfPosition(node.getStart()).line;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      for (const word of new Set(statesIn(node.text))) {
        for (let line = first; line <= last; line += 1) {
          const written = lines[line]!;
          if (written.includes(word)) found.push({ path, line: line + 1, word, text: written.trim() });
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isNamesake = ({ path, word, text }: Literal, { words, in: places, beside }: Namesake): boolean =>
  words.includes(word) &&
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place)) &&
  beside.test(text);

const literals = product.flatMap((path) => literalsOf(path, textOf(path)));

describe('states', () => {
  it('are written out in the files of their machines alone; all other code takes them from there', () => {
    const unnamed = literals.filter((literal) => !NAMESAKES.some((namesake) => isNamesake(literal, namesake)));

    expect(product.length).toBeGreaterThan(500);
    expect(unnamed.map(({ path, line, text }) => `${path}:${line} ${text}`)).toEqual([]);
  });

  it.each(NAMESAKES)('share a word with $what', (namesake) => {
    const used = literals.filter((literal) => isNamesake(literal, namesake));

    expect(new Set(used.map(({ word }) => word))).toEqual(new Set(namesake.words));
  });

  it.each([
    ['a comparison', "if (status === 'OPEN') return;"],
    ['a type', "type Ended = 'CLOSED' | 'UPHELD';"],
    ['SQL', "const SQL = `select 1 from offer where state = 'OPEN'`;"],
    ['SQL between values', "const SQL = `${columns} where state <> 'SKIPPED' and id = ${id}`;"],
  ])('are found in %s', (_, code) => {
    expect(literalsOf('libs/any.ts', code)).toHaveLength(1);
  });
});
