import { ROLES } from '@redress/contracts';
import type { DirectoryMember } from '../directory-file';
import { type Markup, markup, page, type PageLanguage } from '../markup';

const TEXTS = {
  en: {
    title: 'Sign in to Redress',
    choose: 'Choose who you are. These are the people of the demonstration; no password is asked.',
    home: 'OpenID provider of this platform',
    about:
      'Programs find its endpoints in the discovery document. People are brought here by the application they use.',
    people: 'People who can sign in',
    signedIn: 'You are signed in',
    close: 'The application that asked has received its code. You can close this page.',
    failed: 'This did not work',
    retry: 'Go back to the application and try again.',
  },
  zh: {
    title: '登录 Redress',
    choose: '请选择您的身份。以下为演示人员，无需密码。',
    home: '本平台的 OpenID 身份提供方',
    about: '程序请读取发现文档；用户由所用的应用引导到此登录。',
    people: '可登录的人员',
    signedIn: '登录成功',
    close: '应用已收到授权码，可以关闭本页。',
    failed: '操作未成功',
    retry: '请返回应用后重试。',
  },
};

function rolesOf(member: DirectoryMember, language: PageLanguage): string {
  const labels: Record<string, { zh: string; en: string } | undefined> = ROLES;
  return member.roles.map((role) => labels[role]?.[language] ?? role).join(language === 'zh' ? '、' : ', ');
}

function languageLink(language: PageLanguage): Markup {
  return language === 'zh'
    ? markup`<nav><a href="?lang=en">English</a></nav>`
    : markup`<nav><a href="?lang=zh" lang="zh-CN">中文</a></nav>`;
}

/** Where a person chooses who to be. */
export function loginPage(language: PageLanguage, uid: string, staff: readonly DirectoryMember[]): string {
  const texts = TEXTS[language];
  const people = staff.map(
    (
      member,
    ) => markup`<li><button name="sub" value="${member.id}"><strong>${member.name}</strong> <small>${member.unitId}</small><br>
<small>${rolesOf(member, language)}</small></button></li>`,
  );
  const body = markup`${languageLink(language)}<h1>${texts.title}</h1><p class="hint">${texts.choose}</p>
<form method="post" action="/interaction/${uid}"><ul class="people">${people}</ul></form>`;
  return page({ language, title: texts.title, body });
}

/** What a person sees who opens the issuer's address. */
export function homePage(language: PageLanguage, issuer: string, staff: readonly DirectoryMember[]): string {
  const texts = TEXTS[language];
  const discovery = `${issuer}/.well-known/openid-configuration`;
  const rows = staff.map(
    (member) =>
      markup`<tr><td>${member.name}<br><small>${member.id}</small></td><td>${member.unitId}</td><td>${rolesOf(member, language)}</td></tr>`,
  );
  const body = markup`${languageLink(language)}<h1>${texts.home}</h1><p class="hint">${texts.about} <a href="${discovery}">${discovery}</a></p>
<h2>${texts.people}</h2><div class="card"><table>${rows}</table></div>`;
  return page({ language, title: texts.home, body });
}

export function signedInPage(language: PageLanguage): string {
  const texts = TEXTS[language];
  return page({
    language,
    title: texts.signedIn,
    body: markup`<h1>${texts.signedIn}</h1><p class="hint">${texts.close}</p>`,
  });
}

export function errorPage(language: PageLanguage, code: string, detail: string | undefined): string {
  const texts = TEXTS[language];
  const body = markup`<h1>${texts.failed}</h1><p class="hint">${texts.retry}</p><div class="card"><strong>${code}</strong><br>${detail}</div>`;
  return page({ language, title: texts.failed, body });
}
