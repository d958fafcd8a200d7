import { csvRows } from './csv-rows';

describe('rows of a CSV text', () => {
  it.each([
    [
      'plain cells',
      'a,b\n1,2\n3,4\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['a text without a line break at its end', 'a,b\n1,2', [{ a: '1', b: '2' }]],
    ['line ends of Windows', 'a,b\r\n1,2\r\n', [{ a: '1', b: '2' }]],
    ['commas, quotes and line breaks in quotes', 'a,b\n"x, ""y""\nz",2\n', [{ a: 'x, "y"\nz', b: '2' }]],
    [
      'empty cells',
      'a,b,c\n,,\n"",,3\n',
      [
        { a: '', b: '', c: '' },
        { a: '', b: '', c: '3' },
      ],
    ],
    ['a row that ends too soon', 'a,b\n1\n', [{ a: '1', b: '' }]],
  ])('are read with %s', (_what, text, rows) => {
    expect([...csvRows(text)]).toEqual(rows);
  });

  it('are refused when quotes do not match', () => {
    expect(() => [...csvRows('a,b\n"x,2\n')]).toThrow('neither quoted nor plain');
  });
});
