import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { withFileLock } from './file-lock';
import { stateDirectory, workspaceRoot } from './workspace';

const run = promisify(execFile);

/** Path of a Java 17 or newer (`JAVA_HOME` first, then the search path), or why there is none. */
export async function findJava(): Promise<{ java: string } | { missing: string }> {
  const home = process.env['JAVA_HOME'];
  const java = home ? join(home, 'bin', 'java') : 'java';
  try {
    const { stdout, stderr } = await run(java, ['-version']);
    const version = /version "(?:1\.)?(\d+)/.exec(`${stdout}${stderr}`)?.[1];
    if (Number(version) >= 17) return { java };
    return { missing: `Java 17 or newer (${java} is version ${version ?? 'unknown'})` };
  } catch {
    return {
      missing: `Java 17 or newer (${home ? `${java} does not run` : 'no java on the search path, JAVA_HOME not set'})`,
    };
  }
}

/** Undefined when the broker's jars are here or can be resolved, else what is missing for it. */
export function missingForKafkaJars(): string | undefined {
  if (areResolved()) return undefined;
  const names = process.platform === 'win32' ? ['mvn.cmd'] : ['mvn'];
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => names.some((name) => existsSync(join(folder, name))));
  return found ? undefined : 'Maven (no mvn on the search path)';
}

/**
 * Folder with the jars of Apache Kafka as pinned in `deploy/kafka/pom.xml`; the first call lets Maven fetch them, later ones find them.
 * Several processes may call at once. Rejects with Maven's complaint when a jar cannot be had.
 */
export async function kafkaJars(): Promise<string> {
  if (areResolved()) return jarFolder();
  return withFileLock(stateDirectory('kafka', 'resolve.lock'), 300_000, async () => {
    if (areResolved()) return jarFolder();
    rmSync(jarFolder(), { recursive: true, force: true });
    try {
      await run(
        process.platform === 'win32' ? 'mvn.cmd' : 'mvn',
        [
          '--batch-mode',
          '--quiet',
          '--file',
          pomFile(),
          'dependency:copy-dependencies',
          '-DincludeScope=runtime',
          `-DoutputDirectory=${jarFolder()}`,
        ],
        { maxBuffer: 16 * 1024 * 1024, timeout: 280_000 },
      );
    } catch (error) {
      const { stdout = '', message } = error as Error & { stdout?: string };
      const complaint = stdout.split('\n').find((line) => line.includes('ERROR'));
      throw new Error(`Maven could not fetch the jars of Kafka: ${complaint ?? message}`, { cause: error });
    }
    writeFileSync(markFile(), pomDigest());
    return jarFolder();
  });
}

/** Folder of the versioned files that the embedded broker is made from. */
export function kafkaDefinition(...segments: string[]): string {
  return join(workspaceRoot(), 'deploy', 'kafka', ...segments);
}

const pomFile = () => kafkaDefinition('pom.xml');
const jarFolder = () => stateDirectory('kafka', 'libs');
const markFile = () => stateDirectory('kafka', 'resolved-pom.sha256');
const pomDigest = () => createHash('sha256').update(readFileSync(pomFile())).digest('hex');

function areResolved(): boolean {
  return existsSync(jarFolder()) && existsSync(markFile()) && readFileSync(markFile(), 'utf8') === pomDigest();
}
