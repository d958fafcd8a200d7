import { lineOfKey } from './line-of-key';

describe('the line of a key', () => {
  const yaml = '# version of a pack\nid: A\nunits:\n  version: 9\nversion: 2\n';

  it('is where the key stands at the root', () => {
    expect(lineOfKey(yaml, 'version')).toBe(5);
    expect(lineOfKey(yaml, 'id')).toBe(2);
  });

  it('is the first line for a key that stands nowhere by itself', () => {
    expect(lineOfKey('{ id: A, version: 2 }', 'version')).toBe(1);
  });
});
