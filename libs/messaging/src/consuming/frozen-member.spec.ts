import { behaviour, TestService } from '../messaging-harness.spec';

/**
 * A second replica in a process of its own, for the test that freezes it: says `ready` when it reads, and `holding` when
 * it is inside a transaction for the given complaint, where it stays for a moment.
 */
async function main(): Promise<void> {
  const [brokers, topicPrefix, databaseUrl, subject] = process.argv.slice(2) as [string, string, string, string];
  behaviour.set(subject, async () => {
    process.stdout.write('holding\n');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  });
  const service = await TestService.start({
    brokers: brokers.split(','),
    topicPrefix,
    databaseUrl,
    messaging: { consumers: { sessionTimeoutMs: 2_000 } },
  });
  process.on('SIGTERM', () => void service.stop().then(() => process.exit(0)));
  process.stdout.write('ready\n');
}

void main();
