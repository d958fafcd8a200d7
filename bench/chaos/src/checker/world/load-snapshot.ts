import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { SERVICES, TOPIC_NAMES, type ServiceName, type TopicName } from '@redress/contracts';
import type { RunRecord } from '../../run-record';
import { compareWithRebuild } from './compare-with-rebuild';
import { PlantedWords } from './planted-words';
import { OWN_TABLES, readServiceRows, scanTables, withDatabase } from './read-tables';
import type {
  PackOnTopic,
  PublishedState,
  RejectionOnTopic,
  ServiceRows,
  Snapshot,
  StoryRecord,
  SubmissionOnTopic,
} from './snapshot';
import { readTopics, type TopicBatch } from './topic-reader';
import { bytesOf, packIn, publishedStateIn, rejectionIn, storyRecordIn, submissionIn } from './topic-records';

/** Where the platform is and what the driver knows of the run. */
export interface CheckInput {
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly databaseUrls: Readonly<Record<ServiceName, string>>;
  readonly record: RunRecord;
  /** Logs of the services, to be searched for planted words. */
  readonly logFiles?: readonly string[];
  /** Script that rebuilds the projections of analytics; default its build. */
  readonly rebuildScript?: string;
}

/** Reads all topics and tables once. The platform must have come to rest; its services may be up. */
export async function loadSnapshot(input: CheckInput): Promise<Snapshot> {
  const words = new PlantedWords(input.record.plantedWords);
  const topics = await loadTopics(input, words);
  const services: Partial<Record<ServiceName, ServiceRows>> = {};
  const own: Record<string, unknown> = {};
  const leaks = [...topics.leaks, ...scanFiles(input.logFiles ?? [], words)];
  for (const service of SERVICES) {
    await withDatabase(input.databaseUrls[service], async (client) => {
      services[service] = await readServiceRows(client);
      for (const [name, read] of Object.entries(OWN_TABLES[service])) own[name] = await read(client);
      if (!words.isEmpty) leaks.push(...(await scanTables(service, client, words)));
    });
  }
  return {
    ...(own as unknown as Snapshot),
    ...topics.records,
    services: services as Record<ServiceName, ServiceRows>,
    rebuildDifferences: await compareWithRebuild(input),
    leaks,
    record: input.record,
  };
}

/** Publishers send personal data here; everywhere else they must be sealed or absent. */
const IN_CLEAR: TopicName = 'complaint.submissions.v1';

async function loadTopics({ brokers, topicPrefix }: CheckInput, words: PlantedWords) {
  const story: StoryRecord[] = [];
  const submissions: SubmissionOnTopic[] = [];
  const rejections: RejectionOnTopic[] = [];
  const states = new Map<string, PublishedState>();
  const packs: PackOnTopic[] = [];
  const leaks: string[] = [];
  const take: Partial<Record<TopicName, (partition: number, message: TopicBatch['messages'][number]) => void>> = {
    'complaint.lifecycle.v1': (partition, message) => story.push(storyRecordIn(partition, message)),
    'complaint.submissions.v1': (partition, message) => submissions.push(submissionIn(partition, message)),
    'complaint.submissions.rejected.v1': (_, message) => rejections.push(rejectionIn(message)),
    'complaint.state.v1': (_, message) => {
      const state = publishedStateIn(message);
      if (state) states.set(state.complaintId, state);
    },
    'policy.packs.v1': (_, message) => {
      const pack = packIn(message);
      if (pack) packs.push(pack);
    },
  };
  await readTopics(
    brokers,
    TOPIC_NAMES.map((name) => topicPrefix + name),
    ({ topic, partition, messages }) => {
      const name = topic.slice(topicPrefix.length) as TopicName;
      for (const message of messages) take[name]?.(partition, message);
      if (words.isEmpty || name === IN_CLEAR) return;
      const contents = messages.map(bytesOf);
      if (words.findIn(Buffer.concat(contents)).length === 0) return;
      contents.forEach((content, at) => {
        const found = words.findIn(content);
        if (found.length > 0) leaks.push(`word ${found.join(', ')} in ${name}/${partition}/${messages[at]!.offset}`);
      });
    },
  );
  return { records: { story, submissions, rejections, states: [...states.values()], packs }, leaks };
}

function scanFiles(files: readonly string[], words: PlantedWords): string[] {
  return files.flatMap((file) => {
    const found = words.findIn(readFileSync(file));
    return found.length > 0 ? [`word ${found.join(', ')} in ${basename(file)}`] : [];
  });
}
