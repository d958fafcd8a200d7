import { CHANNELS, type ChannelCode } from '@redress/contracts';
import { aSubmission, CaseWork, type Workplace } from '@redress/workload';
import type { ComplaintTexts } from '../complaint-texts';

/** Cases that the enterprise raises itself come in by a way of their own. */
const OF_THE_ENTERPRISE: ChannelCode = 'INTERNAL';

/** How far a complaint goes that others are made from. */
export type Course =
  | 'WITHDRAWN'
  | 'WITHDRAWN_LATE'
  | 'CLOSED'
  | 'REOPENED'
  | 'ACCEPTED'
  | 'DETERMINED'
  | 'SUBMITTED'
  | 'OFFERED'
  | 'CONSENTED'
  | 'RESOLVED';

/** Complaints that have ended: most were withdrawn soon, which also keeps a million of them within the room of a small machine. */
export const ENDED: readonly Course[] = [...times('WITHDRAWN', 9), 'WITHDRAWN_LATE', ...times('CLOSED', 3), 'REOPENED'];

/** Complaints in work: most are being investigated. */
export const OPEN: readonly Course[] = [
  ...times('ACCEPTED', 12),
  ...times('DETERMINED', 2),
  'SUBMITTED',
  'OFFERED',
  'CONSENTED',
  'RESOLVED',
];

const TEXT_BYTES = 300;
const AT_ONCE = 4;

/** Has people handle complaints, each with a text of its own, through all that its course takes. */
export async function handleComplaints(
  place: Workplace,
  courses: readonly Course[],
  texts: ComplaintTexts,
  firstText: number,
): Promise<CaseWork[]> {
  const works: CaseWork[] = [];
  const queue = courses.map((course, index) => ({ course, index }));
  const channels = (Object.keys(CHANNELS) as ChannelCode[]).filter((channel) => channel !== OF_THE_ENTERPRISE);
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { course, index } = next;
      const submission = aSubmission({
        channel: channels[(firstText + index) % channels.length] as ChannelCode,
        description: texts.text(firstText + index, TEXT_BYTES),
      });
      works[index] = await handle(await CaseWork.byStaff(place, submission), course);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return works;
}

async function handle(work: CaseWork, course: Course): Promise<CaseWork> {
  await work.assigned();
  if (course === 'WITHDRAWN') return withdraw(work);
  await work.accept();
  if (course === 'WITHDRAWN_LATE') return withdraw(work);
  if (course === 'ACCEPTED') return work;
  await work.investigate();
  if (course === 'DETERMINED') return work;
  await work.propose();
  if (course === 'SUBMITTED') return work;
  await work.approve();
  if (course === 'OFFERED') return work;
  await work.acceptOffer();
  if (course === 'CONSENTED') return work;
  await work.execute();
  if (course === 'RESOLVED') return work;
  if (course === 'REOPENED') {
    await work.followUp(false);
    await work.assess();
    await work.toResolved();
  }
  await work.followUp(true);
  return work;
}

async function withdraw(work: CaseWork): Promise<CaseWork> {
  await work.askToWithdraw('The matter has settled itself.');
  await work.toBe('WITHDRAWN');
  return work;
}

function times(course: Course, count: number): Course[] {
  return Array.from({ length: count }, () => course);
}
