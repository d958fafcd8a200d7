import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { SERVICES, TOPIC_NAMES, type ServiceName, type TopicName } from '@redress/contracts';
import { withConnection } from '@redress/infrastructure';
import { readTopics } from '@redress/workload';
import type { RunRecord } from '../../run-record';
import { compareWithRebuild } from './compare-with-rebuild';
import { PlantedWords } from './planted-words';
import { OWN_TABLES, readServiceRows, scanTables } from './read-tables';
import type { ServiceRows, Snapshot } from './snapshot';
import { TopicContents } from './topic-contents';

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
  const topics = new TopicContents(words);
  await readTopics(
    input.brokers,
    TOPIC_NAMES.map((name) => input.topicPrefix + name),
    ({ topic, partition, messages }) =>
      topics.take(topic.slice(input.topicPrefix.length) as TopicName, partition, messages),
  );
  const services: Partial<Record<ServiceName, ServiceRows>> = {};
  const own: Record<string, unknown> = {};
  const leaks = [...topics.leaks, ...scanFiles(input.logFiles ?? [], words)];
  for (const service of SERVICES) {
    await withConnection(input.databaseUrls[service], async (client) => {
      services[service] = await readServiceRows(client);
      for (const [name, read] of Object.entries(OWN_TABLES[service])) own[name] = await read(client);
      if (!words.isEmpty) leaks.push(...(await scanTables(service, client, words)));
    });
  }
  return {
    ...(own as unknown as Snapshot),
    ...topics.records(),
    services: services as Record<ServiceName, ServiceRows>,
    rebuildDifferences: await compareWithRebuild(input),
    leaks,
    record: input.record,
  };
}

function scanFiles(files: readonly string[], words: PlantedWords): string[] {
  return files.flatMap((file) => {
    const found = words.findIn(readFileSync(file));
    return found.length > 0 ? [`word ${found.join(', ')} in ${basename(file)}`] : [];
  });
}
