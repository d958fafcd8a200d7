import { complaintSubmissionSchema } from '@redress/contracts';
import { readComplaintTexts } from './complaint-texts';
import { submissions } from './submissions';

const some = (count: number, ...args: Parameters<typeof submissions>) => {
  const stream = submissions(...args);
  return Array.from({ length: count }, () => stream.next().value);
};

describe('submissions of the load', () => {
  const texts = readComplaintTexts();

  it('are ones that every door takes', () => {
    const refused = some(200, 1, texts).filter((one) => !complaintSubmissionSchema.safeParse(one).success);

    expect(refused).toEqual([]);
  });

  it('repeat themselves for a seed, and share no address with those of another', () => {
    const [first, again, other] = [some(50, 1, texts), some(50, 1, texts), some(50, 2, texts)];

    expect(again).toEqual(first);
    expect(new Set([...first, ...other].map(({ complainant }) => complainant.email)).size).toBe(100);
  });

  it('need texts', () => {
    expect(() => submissions(1, []).next()).toThrow('nothing to pick from');
  });
});
