import { demoDirectoryFile, readDirectoryFile } from '../directory-file';
import { makeSecrets } from './secret-folders';

/** First container of the compose file: makes the secrets of all the others, each in a volume of its own. */
async function main(folder: string | undefined): Promise<void> {
  if (!folder) throw new Error('usage: make-secrets <folder>');
  const { staff, sources } = readDirectoryFile(process.env['REDRESS_DIRECTORY_FILE'] ?? demoDirectoryFile());
  await makeSecrets(
    folder,
    staff.filter(({ kind }) => kind === 'CLIENT').map(({ id }) => id),
    sources.flatMap(({ keyIds }) => keyIds),
  );
}

main(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
