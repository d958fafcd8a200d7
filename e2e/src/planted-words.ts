import { randomBytes, randomInt } from 'node:crypto';
import type { ComplaintSubmission } from '@redress/contracts';
import { aSubmission, type Words } from '@redress/workload';

/** Personal data that stands nowhere else, so that finding any of it says where it leaked. */
export interface Plants {
  readonly submission: ReturnType<typeof aSubmission>;
  readonly words: Words;
  readonly statement: string;
  /** Everything planted, by what it is. */
  readonly all: ReadonlyMap<string, string>;
}

/** @param entry goes into the names of what is planted */
export function plant(entry: string, channel: ComplaintSubmission['channel']): Plants {
  const mark = () => randomBytes(5).toString('hex');
  const all = new Map<string, string>();
  const planted = (what: string, text: string): string => {
    all.set(`${entry}: ${what}`, text);
    return text;
  };
  const sentence = (what: string) => planted(what, `${what} ${mark()} 私${hanzi(4)}`);
  const submission = aSubmission({
    channel,
    complainant: {
      type: 'CONSUMER',
      name: planted('name', `欧阳${hanzi(5)}`),
      email: planted('e-mail', `Quantock.${mark()}@Planted-${mark()}.example`),
      phone: planted('phone', `+86 1${randomInt(30, 99)} ${randomInt(1000, 9999)} ${randomInt(1000, 9999)}`),
      locale: 'zh-CN',
    },
    subject: { type: 'VEHICLE', ref: planted('subject', `沪A${mark()}`) },
    orderRef: planted('order', `SO-${mark()}`),
    incidentPlace: planted('place', `静安区${hanzi(4)}路${randomInt(100, 999)}号`),
    description: `电热水壶漏水。${sentence('description')}`,
    demand: `退款。${sentence('demand')}`,
  });
  return {
    submission,
    words: {
      evidence: sentence('evidence'),
      fileName: `${planted('file name', `scan-${mark()}`)}.txt`,
      fileText: sentence('file'),
      finding: sentence('finding'),
      scope: sentence('scope'),
      explanation: sentence('explanation'),
      apology: sentence('apology'),
      receipt: sentence('receipt'),
      comment: sentence('comment'),
    },
    statement: sentence('statement'),
    all,
  };
}

/** Signs of a range in which every one is a letter of its own. */
function hanzi(count: number): string {
  return Array.from({ length: count }, () => String.fromCodePoint(randomInt(0x5000, 0x9000))).join('');
}
