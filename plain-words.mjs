/**
 * ESLint rule `plain-words`: comments and pages are read by people in a hurry, so some words are kept out of them.
 * It looks at comments of code, and at the whole text of Markdown pages but for code and quotations.
 */
const WORDS = [
  [/\bdear(?:er|est)?\b/i, 'costly'],
  [/\b(?:stand|stands|stood|standing) still\b/i, 'pause, paused'],
  [/\b(?:who|whom)ever\b/i, 'the caller, the reader, a service, those who'],
  [/\b(?:somebody|someone)\b/i, 'a person, another caller, another service'],
  [/\bnobody\b/i, 'no caller, no reader, no service, no one'],
  [/\b(?:he|him|himself|his|she|her|hers|herself)\b/i, 'they, them, their'],
  [
    /\b(?:tell|tells|telling|told) (?:the|its|their|a) stor(?:y|ies)\b|\b(?:told|tells|tell) on the story\b/i,
    'publish',
  ],
  [/\bthe stor(?:y|ies) (?:tell|tells|told)\b/i, 'the story says'],
];

const CODE = /`[^`]*`|"[^"\n]*"|“[^”\n]*”|'[^'\n]*'(?=[\s,.;:)])/g;
const FENCE = /^(```|~~~)[^\n]*\n[\s\S]*?^\1/gm;
const blank = (text) => text.replace(/[^\n]/g, ' ');

const rule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { plain: 'Plain words, please: instead of "{{found}}" say {{better}}.' },
  },
  create(context) {
    const { sourceCode } = context;
    const judge = (text, start) => {
      const plain = text.replace(FENCE, blank).replace(CODE, blank);
      for (const [pattern, better] of WORDS) {
        for (const match of plain.matchAll(new RegExp(pattern, 'gi'))) {
          const from = start + match.index;
          context.report({
            loc: { start: sourceCode.getLocFromIndex(from), end: sourceCode.getLocFromIndex(from + match[0].length) },
            messageId: 'plain',
            data: { found: match[0], better },
          });
        }
      }
    };
    return {
      Program() {
        if (context.filename.endsWith('.md')) judge(sourceCode.text, 0);
        else for (const comment of sourceCode.getAllComments()) judge(comment.value, comment.range[0] + 2);
      },
    };
  },
};

/** Reads a Markdown page as a program without statements, so that rules see its text. */
export const pageParser = {
  meta: { name: 'page', version: '1.0.0' },
  parse: (text) => {
    const lines = text.split('\n');
    return {
      type: 'Program',
      sourceType: 'module',
      body: [],
      comments: [],
      tokens: [],
      range: [0, text.length],
      loc: { start: { line: 1, column: 0 }, end: { line: lines.length, column: lines.at(-1).length } },
    };
  },
};

export default { rules: { 'plain-words': rule } };
