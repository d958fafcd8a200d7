import { complaintRegistered, policyPack, TOPIC_NAMES } from '@redress/contracts';
import { eventually, testInfrastructure, type TestSuite } from '@redress/testing';
import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { runCli } from './run-cli';
import type { ProducedRecord } from './story/story-builder.spec';
import { aWholeStory } from './story/whole-story.spec';

describe('redress on a broker', () => {
  let suite: TestSuite;
  let admin: Admin;

  const cli = async (...args: string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = { out: (text: string) => out.push(text), err: (text: string) => err.push(text), isStyled: false };
    const environment = { REDRESS_KAFKA_BROKERS: suite.brokers.join(','), REDRESS_TOPIC_PREFIX: suite.topicPrefix };
    const exitCode = await runCli(args, terminal, environment);
    return { exitCode, out: out.join('\n'), err: err.join('\n') };
  };

  const produce = async (topic: string, messages: ProducedRecord[]) => {
    const producer = suite.kafkaClient().producer();
    await producer.connect();
    await producer.send({ topic: suite.topicPrefix + topic, messages });
    await producer.disconnect();
  };

  beforeAll(async () => {
    suite = await testInfrastructure();
    admin = suite.kafkaClient().admin();
    await admin.connect();
  }, 240_000);

  afterAll(async () => {
    await admin.disconnect();
    await suite.cleanup();
  });

  it('says that stories cannot be checked before there are topics', async () => {
    const { exitCode, err } = await cli('story', 'check');
    expect(exitCode).toBe(1);
    expect(err).toBe(
      `Topic ${suite.topicPrefix}complaint.lifecycle.v1 does not exist. Create it: redress topics create`,
    );
  }, 30_000);

  it('creates the topics that are missing, each as it is declared', async () => {
    const missing = await cli('topics', 'check');
    expect(missing.exitCode).toBe(1);
    expect(missing.out).toContain(`${TOPIC_NAMES.length} of ${TOPIC_NAMES.length} topics differ`);

    const created = await cli('topics', 'create', '--json');
    expect(created).toMatchObject({ exitCode: 0, err: '' });
    const names = TOPIC_NAMES.map((name) => suite.topicPrefix + name);
    expect((JSON.parse(created.out) as { created: string[] }).created.toSorted()).toEqual(names.toSorted());

    const again = await cli('topics', 'create');
    expect(again).toMatchObject({ exitCode: 0, out: `All ${TOPIC_NAMES.length} topics exist already.` });
    expect(await cli('topics', 'check')).toMatchObject({
      exitCode: 0,
      out: `All ${TOPIC_NAMES.length} topics are as they are declared.`,
    });
  }, 60_000);

  it('finds a topic whose settings somebody has changed', async () => {
    const name = `${suite.topicPrefix}complaint.submissions.v1`;
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type: ConfigResourceTypes.TOPIC,
          name,
          configEntries: [{ name: 'retention.ms', value: '1000' }],
        },
      ],
    });
    const { exitCode, out } = await eventually(async () => {
      const result = await cli('topics', 'check');
      return result.exitCode === 1 ? result : undefined;
    });
    expect(exitCode).toBe(1);
    expect(out).toMatch(new RegExp(`${name} +retention\\.ms +604800000 +1000`));
  }, 30_000);

  it('finds no story on an empty topic', async () => {
    expect(await cli('story', 'check')).toMatchObject({
      exitCode: 0,
      out: 'Checked 0 stories in 0 records: all are legal.',
    });
  }, 30_000);

  it('proves stories legal, finds a planted illegal one and leaves no group behind', async () => {
    const stories = ['GSCS-260302-00001', 'GSCS-260302-00002', 'GSCS-260302-00003'].map(aWholeStory);
    await produce(
      'complaint.lifecycle.v1',
      stories.flatMap(({ records }) => records),
    );
    expect(await cli('story', 'check')).toMatchObject({
      exitCode: 0,
      out: 'Checked 3 stories in 60 records: all are legal.',
    });

    const illegal = aWholeStory('GSCS-260302-00004');
    const withoutApproval = illegal.records.filter(({ headers }) => headers['ce_stateto'] !== 'PENDING_APPROVAL');
    await produce('complaint.lifecycle.v1', withoutApproval);
    const { exitCode, out } = await cli('story', 'check', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toEqual({
      checked: 4,
      illegal: [
        {
          complaintId: illegal.complaintId,
          complaintNo: 'GSCS-260302-00004',
          stateSeq: 8,
          rule: 'stateSeq 8 where 7 was due',
        },
      ],
    });
    const { groups } = await admin.listGroups();
    expect(groups.filter(({ groupId }) => groupId.startsWith(suite.topicPrefix))).toEqual([]);
  }, 60_000);

  it('folds one story among others, in either language, with the words of its pack', async () => {
    await produce('policy.packs.v1', [
      {
        key: 'GENERAL_SERVICE:1',
        headers: {},
        value: JSON.stringify({
          ...policyPack.example,
          content: {
            labels: { zh: '通用程序', en: 'General procedure' },
            categories: [],
            clocks: [{ code: 'RESOLUTION', labels: { zh: '办结', en: 'Resolution' } }],
            units: {},
          },
        }),
      },
    ]);
    const chinese = await cli('complaint', 'show', 'GSCS-260302-00002', '--locale', 'zh', '--zone', 'Asia/Shanghai');
    expect(chinese).toMatchObject({ exitCode: 0, err: '' });
    expect(chinese.out).toContain('投诉 GSCS-260302-00002 · 已结案');
    expect(chinese.out).toContain('处理程序: 通用程序 v1 · 当前归属: resolution · 20 条记录');
    expect(chinese.out).toContain('时限 办结 计时中 到期 2026-03-09 23:59');
    expect(chinese.out).not.toContain('GSCS-260302-00001');

    const english = await cli('complaint', 'show', 'GSCS-260302-00004', '--locale', 'en', '--zone', 'UTC');
    expect(english.exitCode).toBe(0);
    expect(english.out).toContain('The story is ILLEGAL: stateSeq 8, stateSeq 8 where 7 was due');

    const { out } = await cli('complaint', 'show', 'GSCS-260302-00003', '--json');
    const shown = JSON.parse(out) as { complaintId: string; entries: { type: string }[] };
    expect(shown).toMatchObject({ complaintNo: 'GSCS-260302-00003', state: 'CLOSED', stateSeq: 11 });
    expect(shown.entries[0]?.type).toBe(complaintRegistered.type);
    const byId = await cli('complaint', 'show', shown.complaintId, '--json');
    expect(JSON.parse(byId.out)).toEqual(shown);
  }, 60_000);

  it('says that there is no such complaint', async () => {
    const { exitCode, out, err } = await cli('complaint', 'show', 'GSCS-260302-09999');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toBe(`There is no complaint GSCS-260302-09999 on ${suite.topicPrefix}complaint.lifecycle.v1.`);
  }, 30_000);
});
