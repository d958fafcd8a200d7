import { randomUUID } from 'node:crypto';
import { aSubmission, type Door, type Submission, WORDS } from '@redress/workload';

const NAME = '欧阳璟珩琮';
const MAIL_DOMAIN = 'quillfeather-planted.example';
const PHONE = '13955091744';
const SENTENCE = '私人叙述沃布尔斯通灯笼';
const PLACE = '静安区鸾翥翙翙路';

/** Personal data of everybody who complains in a run; they stand nowhere else, so that finding any of them says where it leaked. */
export const PLANTED_WORDS: readonly string[] = [
  NAME,
  MAIL_DOMAIN,
  PHONE,
  SENTENCE,
  PLACE,
  WORDS.evidence,
  WORDS.fileText,
  WORDS.finding,
  WORDS.explanation,
  WORDS.apology,
  WORDS.comment,
];

/** A complaint that the shipped rules recognise, with planted personal data. */
export function plantedSubmission(door: Door): Submission {
  const plain = aSubmission();
  return aSubmission({
    channel: door === 'portal' ? 'WEB_FORM' : plain.channel,
    incidentPlace: `${PLACE}12号`,
    description: `${plain.description}${SENTENCE}。`,
    complainant: {
      type: 'CONSUMER',
      name: NAME,
      email: `${randomUUID()}@${MAIL_DOMAIN}`,
      phone: PHONE,
      locale: 'zh-CN',
    },
  });
}
