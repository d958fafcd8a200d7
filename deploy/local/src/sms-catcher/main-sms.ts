import { SmsCatcher } from './sms-catcher';

async function main(): Promise<void> {
  const catcher = await SmsCatcher.start({
    host: process.env['REDRESS_SMS_HOST'] ?? '127.0.0.1',
    port: Number(process.env['REDRESS_SMS_PORT'] ?? 8026),
  });
  console.log(`Text messages at ${catcher.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void catcher.stop().then(() => process.exit(0)));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
