import { padTo, plain, table, widthOf } from './table';

describe('tables on a terminal', () => {
  it('aligns columns although Chinese characters are wide', () => {
    const lines = table(
      ['name', 'count'],
      [
        ['质量部', 1],
        ['Logistics', 20],
      ],
    ).split('\n');
    expect(lines).toEqual(['NAME       COUNT', '质量部     1', 'Logistics  20']);
    expect(widthOf('质量部 QA')).toBe(9);
    expect(padTo('结案', 6)).toBe('结案  ');
  });

  it('shows what is missing as a dash and control characters as replacements', () => {
    expect(table(['a'], [[null]]).split('\n')[1]).toBe('—');
    expect(plain('a\u001b[31mb\r\nc\u202ed')).toBe('a\ufffd[31mb\ufffd\ufffdc\ufffdd');
  });
});
