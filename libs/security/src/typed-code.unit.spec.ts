import { isTypedCode, readTypedCode } from './typed-code';

describe('a code that a person types', () => {
  it.each(['K7MQ2XWP9RTA', 'k7mq 2xwp 9rta', 'K7MQ-2XWP-9RTA', '\u{ff2b}\u{ff17}MQ2XWP9RTA'])(
    'may be written as %s',
    (typed) => {
      expect(readTypedCode(typed)).toBe('K7MQ2XWP9RTA');
      expect(isTypedCode(typed, 'K7MQ2XWP9RTA')).toBe(true);
    },
  );

  it.each(['', 'K7MQ2XWP9RT', 'K7MQ2XWP9RTB', 'K7MQ2XWP9RTA1'])(
    'is another one when it is written as “%s”',
    (typed) => {
      expect(isTypedCode(typed, 'K7MQ2XWP9RTA')).toBe(false);
    },
  );
});
