import { BadRecord, describeFailure, signatureOf, Unprocessable } from './consumer-errors';

describe('the signature of a failure', () => {
  it('is the same for the same cause in different complaints', () => {
    const one = new Error('no unit "QA" for 019a9d6e-7a00-7000-8000-000000000001 after 3 tries');
    const two = new Error('no unit "LOG" for 019a9d6e-7a00-7000-8000-000000000002 after 12 tries');

    expect(signatureOf(one)).toBe(signatureOf(two));
  });

  it('differs for another class or another message', () => {
    expect(signatureOf(new TypeError('no unit'))).not.toBe(signatureOf(new RangeError('no unit')));
    expect(signatureOf(new Error('no unit'))).not.toBe(signatureOf(new Error('no pack')));
    expect(signatureOf(new BadRecord('INVALID', 'x'))).not.toBe(signatureOf(new Unprocessable('x')));
  });
});

it('keeps nothing that a database error quotes', () => {
  const error = Object.assign(new Error('invalid input syntax for type integer: "Li Wei"'), { severity: 'ERROR' });

  expect(describeFailure(error)).not.toContain('Li Wei');
  expect(signatureOf(error)).not.toContain('Li Wei');
});
