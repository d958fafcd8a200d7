import type { LaunchOptions, Platform } from '@redress/local';
import type { Infrastructure } from '@redress/infrastructure';
import type { Figure } from './figure';
import type { ComplaintTexts } from './complaint-texts';
import type { Talk, WorkerProcess } from './process/worker-process';

export const MEASUREMENT_IDS = ['capacity', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8', 'B9'] as const;
export type MeasurementId = (typeof MEASUREMENT_IDS)[number];

/** The capacity, or one of B1 to B9. */
export interface Measurement {
  readonly id: MeasurementId;
  readonly title: string;
  /** Measures and gives the figures, the main one under the measurement's own id. What it started it also stops. */
  run(context: BenchContext): Promise<readonly Figure[]>;
}

/** What a platform of the bench may be told. */
export type PlatformWish = Omit<
  LaunchOptions,
  'infrastructure' | 'docker' | 'home' | 'ports' | 'topicPrefix' | 'databasePrefix'
>;

/** A platform of its own on the shared servers. */
export interface BenchPlatform extends Platform {
  /** Put before the name of a service to get its database. */
  readonly databasePrefix: string;
  /** Its folder: logs, secrets, attachments. */
  readonly home: string;
  /** An access token as the platform's own provider would sign it, without the walk through its pages. */
  signedToken(staffId: string): Promise<string>;
  /** Also drops databases, topics and consumer groups. */
  stop(): Promise<void>;
}

/** What a measurement works with. */
export interface BenchContext {
  readonly infrastructure: Infrastructure;
  /** Less load and one round, for a result within minutes. */
  readonly quick: boolean;
  /** How often to measure each thing. */
  readonly rounds: number;
  /** All chance follows from it. */
  readonly seed: number;
  /** How many complaints growth is measured with. */
  readonly complaints: number;
  readonly texts: ComplaintTexts;
  /** Reports what is going on. */
  progress(line: string): void;
  /** Starts the whole platform on empty databases and topics. */
  startPlatform(wish?: PlatformWish): Promise<BenchPlatform>;
  /**
   * Starts a script of the bench (compiled, absolute path) as a process of its own, for baselines and load generators. The script
   * answers through `answerParent`.
   */
  startProcess<T extends Talk>(script: string, options?: { env?: NodeJS.ProcessEnv }): Promise<WorkerProcess<T>>;
  /** An empty database for a baseline; its URL. Dropped at the end of the run. */
  createDatabase(name: string): Promise<string>;
  /** All declared topics once more, empty; answers the prefix of their names. Deleted at the end of the run. */
  createTopics(): Promise<string>;
  /** An empty folder, removed at the end of the run. */
  scratchFolder(name: string): string;
  /**
   * Something costly that several measurements use: made by the first that asks for `key`, stopped at the end of the
   * run, after the last measurement.
   */
  shared<T extends { stop(): Promise<void> }>(key: string, make: () => Promise<T>): Promise<T>;
}
