import { setTimeout as delay } from 'node:timers/promises';
import { registerCompressionCodecs } from '@redress/messaging';
import { Kafka, logLevel } from 'kafkajs';
import { HttpConnection } from '../load/http-connection';
import { SubmissionRequests } from '../load/submission-requests';
import { answerParent } from '../process/answer-parent';
import { monotonicMs } from './monotonic';

/** How often, for how long, and how often before that without being counted. */
export interface Pace {
  readonly perSecond: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** One that arrived. */
export interface Arrival {
  /** By which it is found again. */
  readonly key: string;
  /** When it was due: what is late because others were is late. */
  readonly dueAtMs: number;
  /** When it had been taken: answered with 201, or acknowledged by the broker. */
  readonly takenAtMs: number;
}

/** What the generator can be asked. */
export type ArrivalsTalk = {
  /** Submits bodies in their order, one by one; the key of each is the id of its complaint. */
  submit: [
    question: { pace: Pace; url: string; tokens: readonly string[]; bodies: readonly string[] },
    answer: readonly Arrival[],
  ];
  /** Puts records with these keys on a topic, one by one. */
  produce: [
    question: {
      pace: Pace;
      brokers: readonly string[];
      topic: string;
      keys: readonly string[];
      headers: Readonly<Record<string, string>>;
      value: string;
    },
    answer: readonly Arrival[],
  ];
};

/** Open from the start; more are opened when all of them wait for answers. */
const CONNECTIONS = 16;

/** Begins each at its time, whether or not earlier ones are done; answers those after the warm-up. */
async function openLoop(
  { perSecond, warmUpSeconds, seconds }: Pace,
  one: (index: number) => Promise<string>,
): Promise<Arrival[]> {
  const startedAtMs = monotonicMs();
  const underWay: Promise<Arrival>[] = [];
  for (let index = 0; index < (warmUpSeconds + seconds) * perSecond; index++) {
    const dueAtMs = startedAtMs + (index * 1000) / perSecond;
    const restMs = dueAtMs - monotonicMs();
    if (restMs > 0) await delay(restMs);
    const arrival = one(index).then((key) => ({ key, dueAtMs, takenAtMs: monotonicMs() }));
    // Awaited below; until then a failure has no one to handle it.
    arrival.catch(() => undefined);
    underWay.push(arrival);
  }
  return (await Promise.all(underWay)).slice(warmUpSeconds * perSecond);
}

async function submit(question: ArrivalsTalk['submit'][0]): Promise<readonly Arrival[]> {
  const url = new URL(question.url);
  const requests = new SubmissionRequests(url, question.tokens, question.bodies);
  const open = () => HttpConnection.open(url.hostname, Number(url.port));
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, open));
  const free = [...connections];
  try {
    return await openLoop(question.pace, async () => {
      const request = requests.take();
      // In turns: a server ends a connection over which nothing comes for long.
      let connection = free.shift();
      if (!connection) connections.push((connection = await open()));
      const { status, body } = await connection.send(request);
      free.push(connection);
      if (status !== 201) throw new Error(`A submission was answered by ${status}: ${body}`);
      return (JSON.parse(body) as { complaintId: string }).complaintId;
    });
  } finally {
    for (const connection of connections) connection.close();
  }
}

async function produce(question: ArrivalsTalk['produce'][0]): Promise<readonly Arrival[]> {
  const { brokers, headers, keys, pace, topic, value } = question;
  registerCompressionCodecs();
  const kafka = new Kafka({ clientId: 'redress-bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    return await openLoop(pace, async (index) => {
      const key = keys[index % keys.length] ?? '';
      await producer.send({ topic, acks: -1, messages: [{ key, headers, value }] });
      return key;
    });
  } finally {
    await producer.disconnect();
  }
}

answerParent<ArrivalsTalk>({ submit, produce });
