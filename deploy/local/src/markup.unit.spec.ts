import { markup, page, pageLanguage } from './markup';

describe('pages', () => {
  it('escape what is inserted, in text and in attributes, and keep markup', () => {
    const name = `<b onclick="x('&')">`;
    expect(markup`<p title="${name}">${[markup`<i>${name}</i>`, 1, undefined]}</p>`.html).toBe(
      '<p title="&#60;b onclick=&#34;x(&#39;&#38;&#39;)&#34;&#62;"><i>&#60;b onclick=&#34;x(&#39;&#38;&#39;)&#34;&#62;</i>1</p>',
    );
  });

  it.each([
    ['http://h/', 'zh-CN,zh;q=0.9', 'zh'],
    ['http://h/', 'en-GB', 'en'],
    ['http://h/', undefined, 'en'],
    ['http://h/?lang=en', 'zh-CN', 'en'],
    ['http://h/?lang=zh', 'en', 'zh'],
  ])('%s asked with %s are shown in %s', (url, header, language) => {
    expect(pageLanguage(new URL(url), header)).toBe(language);
  });

  it('say their language and load nothing', () => {
    const html = page({ language: 'zh', title: '信件', body: markup`<p>你好</p>` });
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).not.toMatch(/<script|<link|src=|@import|url\(/);
  });
});
