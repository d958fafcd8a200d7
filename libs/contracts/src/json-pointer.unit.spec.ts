import { pointerTo, valueAt } from './json-pointer';

const document = { complainant: { names: ['Wang', null] }, 'a/b~c': 1 };

it('points as RFC 6901 says', () => {
  expect(pointerTo([])).toBe('');
  expect(pointerTo(['complainant', 'names', 0])).toBe('/complainant/names/0');
  expect(pointerTo(['a/b~c'])).toBe('/a~1b~0c');
});

it('finds what stands at a path, and nothing where there is nothing', () => {
  expect(valueAt(document, [])).toBe(document);
  expect(valueAt(document, ['complainant', 'names', 0])).toBe('Wang');
  expect(valueAt(document, ['complainant', 'names', 1, 'length'])).toBeUndefined();
  expect(valueAt(document, ['complainant', 'names', 0, 'length'])).toBeUndefined();
  expect(valueAt(undefined, ['complainant'])).toBeUndefined();
});
