import { join } from 'node:path';
import { stateDirectory } from '@redress/infrastructure';
import { demoDirectoryFile, readDirectoryFile } from '../directory-file';
import { providerSecrets } from '../secrets-file';
import { OpenIdProvider } from './openid-provider';

async function main(): Promise<void> {
  const { staff } = readDirectoryFile(process.env['REDRESS_DIRECTORY_FILE'] ?? demoDirectoryFile());
  const clientIds = staff.filter(({ kind }) => kind === 'CLIENT').map(({ id }) => id);
  const secrets = await providerSecrets(
    join(process.env['REDRESS_OIDC_STATE_DIR'] ?? stateDirectory(), 'secrets.json'),
    clientIds,
  );
  const issuer = process.env['REDRESS_OIDC_ISSUER'];
  const provider = await OpenIdProvider.start({
    host: process.env['REDRESS_OIDC_HOST'] ?? '127.0.0.1',
    port: Number(process.env['REDRESS_OIDC_PORT'] ?? 4000),
    ...(issuer && { issuer }),
    members: staff,
    redirectUris: process.env['REDRESS_OIDC_REDIRECT_URIS']?.split(',') ?? [],
    ...secrets,
  });
  console.log(`OpenID provider: ${provider.issuer}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void provider.stop().then(() => process.exit(0)));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
