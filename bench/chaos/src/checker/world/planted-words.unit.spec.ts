import { PlantedWords } from './planted-words';

describe('looking for planted words', () => {
  const words = new PlantedWords(['欧阳Quantock', '+86 139 5509 1744']);

  it.each([
    ['as it is', '{"name":"欧阳Quantock"}'],
    ['in lower case', 'by 欧阳quantock.'],
    ['as JSON that is only ASCII', '\\u6b27\\u9633Quantock'],
    ['in a URL', `?name=${encodeURIComponent('欧阳Quantock')}`],
    ['in hexadecimal', Buffer.from('--欧阳Quantock--').toString('hex')],
    ['in base64', Buffer.from('欧阳Quantock').toString('base64')],
    ['one byte into base64', Buffer.from('-欧阳Quantock!').toString('base64')],
    ['two bytes into base64 for URLs', Buffer.from('--欧阳Quantock').toString('base64url')],
  ])('finds a word %s', (_, text) => {
    expect(words.findIn(Buffer.from(text))).toEqual([0]);
  });

  it('finds a telephone number without its spaces', () => {
    expect(words.findIn(Buffer.from('8613955091744'))).toEqual([1]);
  });

  it('finds nothing elsewhere', () => {
    expect(words.findIn(Buffer.from('欧阳, Quantoc, +86 139 5509'))).toEqual([]);
    expect(new PlantedWords([]).isEmpty).toBe(true);
  });
});
