import { MailCatcher } from './mail-catcher';

async function main(): Promise<void> {
  const port = (name: string, byDefault: number) => Number(process.env[name] ?? byDefault);
  const catcher = await MailCatcher.start({
    host: process.env['REDRESS_MAIL_HOST'] ?? '127.0.0.1',
    smtpPort: port('REDRESS_MAIL_SMTP_PORT', 1025),
    httpPort: port('REDRESS_MAIL_HTTP_PORT', 8025),
  });
  console.log(`Mail catcher: ${catcher.smtpUrl}, letters at ${catcher.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void catcher.stop().then(() => process.exit(0)));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
