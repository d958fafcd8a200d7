import fc from 'fast-check';
import { KeywordMatcher } from './keyword-matcher';

const found = (keywords: string[], text: string) => {
  const matcher = new KeywordMatcher(keywords);
  return [...matcher.match(text)].map((index) => keywords[index]).toSorted();
};

describe('finding keywords', () => {
  it('matches whole Latin words, whatever the case, the width and the white space', () => {
    expect(found(['late fee'], 'A LATE\n  Fee!')).toEqual(['late fee']);
    expect(found(['late fee'], 'ｌａｔｅ ｆｅｅ')).toEqual(['late fee']);
    expect(found(['late fee'], 'late\u2028\ufeff\u00a0fee')).toEqual(['late fee']);
    expect(found(['fee'], 'coffee, feelings')).toEqual([]);
    expect(found(["won't"], 'it won’t open')).toEqual(["won't"]);
  });

  it('matches longer words when the keyword ends in a star', () => {
    expect(found(['refund*'], 'they refunded nothing')).toEqual(['refund*']);
    expect(found(['refund*'], 'prerefund')).toEqual([]);
  });

  it('matches Chinese anywhere', () => {
    expect(found(['漏电', '电'], '热水器漏电了')).toEqual(['漏电', '电'].toSorted());
  });

  it('finds keywords that overlap or lie in one another', () => {
    expect(found(['he', 'she', 'hers*', 'his'], 'she')).toEqual(['she']);
    expect(found(['投诉', '投诉无果', '无果而终'], '投诉无果而终')).toEqual(
      ['投诉', '投诉无果', '无果而终'].toSorted(),
    );
  });

  it('takes signs of regular expressions for what they are', () => {
    expect(found(['(a+)+$'], 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa!')).toEqual([]);
    expect(found(['(a+)+$'], 'see (a+)+$')).toEqual(['(a+)+$']);
  });

  it('finds exactly what a plain search finds', () => {
    const word = fc.string({ unit: fc.constantFrom('投', '诉', '质', '量'), minLength: 1, maxLength: 4 });
    const text = fc.string({ unit: fc.constantFrom('投', '诉', '质', '量', '，'), maxLength: 60 });

    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 12 }), text, (words, within) => {
        expect(found(words, within)).toEqual(words.filter((each) => within.includes(each)).toSorted());
      }),
    );
  });
});
