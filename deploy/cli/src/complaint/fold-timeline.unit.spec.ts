import {
  clockEntryExample,
  clocksChanged,
  clockWarned,
  complaintRegistered,
  EVENTS,
  resolutionDrafted,
  titleOf,
  withdrawalRequested,
  wordsOf,
  type EventContract,
} from '@redress/contracts';
import { StoryBuilder } from '../story/story-builder.spec';
import type { StoryRecord } from '../story/story-record';
import { aWholeStory, clockOf } from '../story/whole-story.spec';
import { foldTimeline } from './fold-timeline';
import { PackLabels } from './pack-labels';
import { renderTimeline } from './render-timeline';

const told = (contract: unknown): EventContract<never> => contract as EventContract<never>;
const plainStyle = { bold: (text: string) => text, dim: (text: string) => text };

const packs = new PackLabels();
packs.add(
  Buffer.from(
    JSON.stringify({
      id: 'GENERAL_SERVICE',
      version: 1,
      content: {
        labels: { zh: '通用程序', en: 'General procedure' },
        categories: [
          { code: 'PRODUCT_QUALITY', labels: { zh: '产品质量', en: 'Product quality' } },
          { code: 'PRODUCT_QUALITY.DEFECT', labels: { zh: '缺陷', en: 'Defect' } },
        ],
        clocks: [{ code: 'RESOLUTION', labels: { zh: '办结', en: 'Resolution' } }],
        units: { QA: { zh: '质量部', en: 'Quality' } },
      },
    }),
  ),
);

function render(story: StoryBuilder, locale: 'zh' | 'en', zone = 'Asia/Shanghai'): string {
  const timeline = foldTimeline(story.read());
  return renderTimeline(timeline, { locale, zone, packs: timeline.packs, labels: packs }, plainStyle);
}

describe('folding a story', () => {
  it('tells where the complaint stands after its last move', () => {
    const timeline = foldTimeline(aWholeStory('GSCS-260302-00001').read());
    expect(timeline).toMatchObject({
      complaintNo: 'GSCS-260302-00001',
      organisationId: 'acme',
      packs: [{ id: 'GENERAL_SERVICE', version: 1 }],
      state: 'CLOSED',
      stateSeq: 11,
      holder: 'resolution',
      repeated: 0,
    });
    expect(timeline.fault).toBeUndefined();
    expect(timeline.entries).toHaveLength(20);
  });

  it('shows a lasting value once, and later only how it changed', () => {
    const { entries } = foldTimeline(aWholeStory('N').read());
    const changesOf = (fact: string) => entries.find((entry) => entry.fact === fact)?.changes;
    expect(changesOf('complaint-assessed')).toContainEqual({ field: 'severity', after: 'MAJOR' });
    expect(changesOf('assignment-accepted')?.map(({ field }) => field)).toEqual(['assignmentId']);
    expect(changesOf('complaint-reclassified')).toEqual([
      { field: 'severity', before: 'MAJOR', after: 'CRITICAL' },
      { field: 'priority', before: 'P2', after: 'P1' },
    ]);
  });

  it('keeps the due times of two clocks apart', () => {
    const resolution = { ...clockEntryExample, dueAt: '2026-03-09T00:00:00.000Z' };
    const assessment = {
      ...clockEntryExample,
      clockId: '019a9d6e-7a00-7000-8000-0000000000ad',
      clock: 'ASSESSMENT',
      dueAt: '2026-03-03T00:00:00.000Z',
    };
    const ofLine = {
      ...clockEntryExample,
      clockId: '019a9d6e-7a00-7000-8000-0000000000ae',
      subject: { kind: 'REMEDY_LINE', id: 'r1' },
      dueAt: '2026-03-04T00:00:00.000Z',
    };
    const recomputed = { ...resolution, dueAt: '2026-03-10T00:00:00.000Z', changes: ['CALENDAR'] };
    const story = new StoryBuilder('N')
      .tell(told(complaintRegistered), { to: 'REGISTERED' })
      .tell(told(clocksChanged), { data: { clocks: [resolution, assessment, ofLine] } })
      .tell(told(clockWarned), { data: { clockId: assessment.clockId, clock: 'ASSESSMENT', dueAt: assessment.dueAt } })
      .tell(told(clockWarned), { data: { clockId: ofLine.clockId, subject: ofLine.subject, dueAt: ofLine.dueAt } })
      .tell(told(clocksChanged), { data: { clocks: [recomputed] } });
    const { entries } = foldTimeline(story.read());
    expect(entries[1]?.changes).toEqual([
      { field: 'clocks', after: resolution },
      { field: 'clocks', after: assessment },
      { field: 'clocks', after: ofLine },
    ]);
    for (const warned of entries.slice(2, 4)) expect(warned.changes.map(({ field }) => field)).not.toContain('dueAt');
    expect(entries[4]?.changes).toEqual([{ field: 'clocks', before: resolution, after: recomputed }]);
  });

  it('counts an event that stands on the topic twice once', () => {
    const records = aWholeStory('N').read();
    const timeline = foldTimeline([...records, ...records.slice(-2)]);
    expect(timeline.entries).toHaveLength(records.length);
    expect(timeline.repeated).toBe(2);
    expect(timeline.fault).toBeUndefined();
  });

  it('names the rule that an illegal story breaks first', () => {
    const records = aWholeStory('N').read();
    const withoutDetermination = records.filter(({ stateSeq }) => stateSeq !== '5');
    expect(foldTimeline(withoutDetermination).fault).toEqual({ stateSeq: 6, rule: 'stateSeq 6 where 5 was due' });
  });

  it('goes on behind an event whose value cannot be read', () => {
    const records = aWholeStory('N')
      .read()
      .map((record) => (record.stateSeq === '3' ? { ...record, value: Buffer.from('{') } : record));
    const broken = { ...(records[1] as StoryRecord), eventId: 'broken', value: Buffer.from('[]') };
    const timeline = foldTimeline([...records, broken]);
    expect(timeline).toMatchObject({
      state: 'CLOSED',
      complaintNo: 'N',
      packs: [{ id: 'GENERAL_SERVICE', version: 1 }],
    });
    expect(timeline.entries.find(({ stateSeq }) => stateSeq === 3)).toMatchObject({ data: undefined, changes: [] });
    expect(timeline.fault).toEqual({ stateSeq: 3, rule: 'the value is no JSON object' });
  });
});

describe('reading a timeline', () => {
  it('is in Chinese for those who read it', () => {
    const lines = render(aWholeStory('GSCS-260302-00001'), 'zh').split('\n');
    expect(lines[0]).toBe('投诉 GSCS-260302-00001 · 已结案');
    expect(lines).toContain('处理程序: 通用程序 v1 · 当前归属: resolution · 20 条记录');
    expect(lines).toContain('2026-03-02 周一');
    expect(lines.find((line) => line.includes('责任部门接单'))).toMatch(
      /^ {2}09:21:02 {2}4 {3}责任部门接单 {2,}已分派 → 调查中 {2,}staff:wu\.quality$/,
    );
    expect(lines.find((line) => line.includes('严重程度 重要 → 严重'))).toContain('原因 NEW_EVIDENCE');
    expect(lines.find((line) => line.includes('来源'))).toContain('建议类别 产品质量 / 缺陷');
    expect(lines.at(-1)).toBe('经历合法、完整');
  });

  it('is in English for the others, in their zone', () => {
    const lines = render(aWholeStory('GSCS-260302-00001'), 'en', 'Europe/Berlin').split('\n');
    expect(lines[0]).toBe('Complaint GSCS-260302-00001 · Closed');
    expect(lines).toContain('business time (Europe/Berlin)');
    expect(lines).toContain('2026-03-02 Mon');
    expect(lines.find((line) => line.includes('Clocks changed'))).toMatch(/^ {2}02:16:02/);
    expect(lines.join('\n')).toContain('remedies Refund CN¥199.00 (FIN, 2026-03-12)');
    expect(lines.join('\n')).toContain('responsibility Unit of the company Quality 100 %');
    expect(lines.at(-1)).toBe('The story is legal and complete');
  });

  it('tells what each remedy pays, its terms, and who carries it out by when', () => {
    const [line] = resolutionDrafted.example.remedies;
    const story = new StoryBuilder('N')
      .tell(told(complaintRegistered), { to: 'REGISTERED' })
      .tell(told(resolutionDrafted), {
        to: 'RESOLUTION_DRAFTED',
        data: {
          remedies: [
            { ...line, basis: 'LAW' },
            { ...line, type: 'OF_A_LATER_RELEASE', amount: undefined },
          ],
        },
      });
    expect(render(story, 'en', 'UTC')).toContain(
      'remedies Refund CN¥199.00 (Ground: Law, FIN, 2026-03-12), OF_A_LATER_RELEASE (FIN, 2026-03-12)',
    );
  });

  it('shows the real time beside the business time where they differ', () => {
    const story = new StoryBuilder('N').tell(told(complaintRegistered), {
      to: 'REGISTERED',
      at: '2026-03-02T01:15:02Z',
      recordedAt: '2026-11-22T06:00:00Z',
    });
    const lines = render(story, 'en', 'UTC').split('\n');
    expect(lines).toContain('business time (UTC) · recorded');
    expect(lines.find((line) => line.includes('Registered  '))).toMatch(/^ {2}01:15:02 {2}11-22 06:00:00 {2}1 /);
  });

  it('leaves out what goes without saying and breaks lines between facts', () => {
    const story = new StoryBuilder('N')
      .tell(told(complaintRegistered), { to: 'REGISTERED', at: '2026-03-02T01:15:02Z' })
      .tell(told(clocksChanged), { at: '2026-03-02T01:15:02Z', data: clockOf({ dueAt: '2026-03-05T01:15:00.000Z' }) });
    const timeline = foldTimeline(story.read());
    const reading = { locale: 'en' as const, zone: 'UTC', packs: timeline.packs, labels: packs };
    const lines = renderTimeline(timeline, reading, plainStyle, 86).split('\n');
    expect(lines.slice(7, 12).map((line) => line.trim())).toEqual([
      'channel Web form · received 2026-03-02 01:15 · received by CS',
      'complainant Consumer · language Chinese (simplified) · has e-mail',
      'source /crm · A-10017 · proposed category Product quality / Defect',
      'proposed flags Compensation demanded · urgency Normal',
      expect.stringContaining('Clocks changed'),
    ]);
    expect(lines[12]?.trim()).toBe('clock Resolution Running due 2026-03-05 01:15');
  });

  it('leaves nothing in a text that could steer the terminal', () => {
    const story = new StoryBuilder('N').tell(told(complaintRegistered), {
      to: 'REGISTERED',
      data: { source: { source: '/crm\u001b[2J', id: 'A\n1' } },
    });
    const text = render(story, 'en');
    expect(text).not.toContain('\u001b');
    expect(text).toContain('source /crm\ufffd[2J · A\ufffd1');
  });

  it('calls an event of a later release by its name', () => {
    const later = {
      ...withdrawalRequested,
      type: 'redress.resolution.mediation-opened.v1',
      fact: 'mediation-opened',
      example: { body: 'COURT' },
    };
    const story = new StoryBuilder('N').tell(told(complaintRegistered), { to: 'REGISTERED' }).tell(told(later), {});
    expect(render(story, 'en')).toMatch(/mediation opened.*\n.*body COURT/);
  });
});

describe('words', () => {
  it.each(EVENTS.map((contract) => [contract.type, contract] as const))('has words for %s', (_, contract) => {
    expect(titleOf(contract.fact)).toEqual(expect.objectContaining({ zh: expect.any(String), en: expect.any(String) }));
    const fields = Object.keys((contract.payload as unknown as { shape: Record<string, unknown> }).shape);
    expect(fields.filter((field) => wordsOf(contract.fact, field) === undefined)).toEqual([]);
  });
});
