import { Kafka, logLevel } from 'kafkajs';

/** A client of the broker that logs nothing: what is printed is the report. */
export function silentClient(brokers: readonly string[]): Kafka {
  return new Kafka({ clientId: 'redress-bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
}
