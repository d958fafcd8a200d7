import { SERVICES, type ServiceName } from '@redress/contracts';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { showComplaint } from './complaint/show-complaint';
import { ServiceClient } from './http/service-client';
import type { Outcome } from './outcome';
import { lintPacks } from './packs/lint-packs';
import { listPacks } from './packs/list-packs';
import { publishPack } from './packs/publish-pack';
import { ParkedEvents } from './parked/parked-events';
import { UsageError } from './failure';
import { lintScenarios, playScenarios, type ScenarioOptions } from './scenario/scenario-command';
import { rebuildProjections } from './projections/rebuild-projections';
import { Settings, type Environment, type GlobalOptions } from './settings/settings';
import { checkStories } from './story/check-stories';
import { styleOf, type Terminal } from './terminal/terminal';
import { showToken } from './token/obtain-access-token';
import { compareTopics, createMissingTopics } from './topics/topics';

/** What a program runs in. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** Told what came of the command. */
  readonly done: (outcome: Outcome, isJson: boolean) => void;
}

type Task<O> = (settings: Settings, options: O, args: readonly string[]) => Promise<Outcome>;

/** All commands of `redress`, with their options and help. */
export function buildProgram(surroundings: Surroundings): Command {
  const { terminal, environment, done } = surroundings;
  const run =
    <O>(task: Task<O>) =>
    async (...given: unknown[]): Promise<void> => {
      const command = given.at(-1) as Command;
      const options = command.optsWithGlobals<O & GlobalOptions>();
      const settings = new Settings(options, environment);
      done(await task(settings, options, command.args), settings.isJson);
    };

  const program = new Command('redress')
    .description('Operate Redress: topics, policy packs, parked events, stories, projections, tokens.')
    .option('--json', 'write the result as JSON')
    .option('--brokers <list>', 'Kafka brokers, host:port, separated by commas (REDRESS_KAFKA_BROKERS)')
    .option('--topic-prefix <text>', 'what topics begin with (REDRESS_TOPIC_PREFIX)')
    .option('--url <service=URL>', 'base URL of a service; may be repeated (REDRESS_INTAKE_URL …)', collect)
    .option(
      '--operations-url <service=URL>',
      'its listener for operations; may be repeated (REDRESS_INTAKE_OPERATIONS_URL …)',
      collect,
    )
    .option('--issuer <URL>', 'OpenID provider (REDRESS_OIDC_ISSUER)')
    .option('--issuer-at <URL>', 'where the provider is reached, if not by its name (REDRESS_OIDC_REACHED_AT)')
    .option(
      '--as <id>',
      'act as this person or client (REDRESS_CLIENT_ID; default client:operations, and an administrator where only a person may)',
    )
    .option('--endpoints <file>', 'file that npm start has written (default .redress/endpoints.json)')
    .addHelpText(
      'after',
      `
Settings come from options, else from the environment, else from the file that npm start writes.
REDRESS_TOKEN is used as it is; with REDRESS_CLIENT_ID and REDRESS_CLIENT_SECRET a token is obtained.
Exit code 0: done. 1: it failed, or what was checked is not in order. 2: wrong call.`,
    )
    .configureHelp({ showGlobalOptions: true })
    .helpCommand(false);

  const topics = group(program, 'topics', 'Topics on the broker');
  topics
    .command('create')
    .description('create the topics that are missing')
    .option('--replication-factor <n>', "copies of each partition (default: the broker's own)", positive)
    .action(run<{ replicationFactor?: number }>((settings, o) => createMissingTopics(settings, o.replicationFactor)));
  topics
    .command('check')
    .description('compare the topics with their declaration')
    .action(run((settings) => compareTopics(settings)));

  const packs = group(program, 'packs', 'Policy packs');
  packs
    .command('lint')
    .description('check pack files: line, column and rule of every problem; needs no running platform')
    .argument('<file...>', 'pack files (YAML)')
    .option('--calendars <folder>', 'calendars that packs may name (default: those of the product)')
    .action(run<{ calendars?: string }>((_, { calendars }, files) => lintPacks(files, calendars)));
  packs
    .command('publish')
    .description('publish a version; needs the role ORGANISATION_ADMIN')
    .argument('<file>', 'pack file (YAML)')
    .action(run((settings, _, [file = '']) => publishPack(new ServiceClient(settings.forPerson()), file)));
  packs
    .command('list')
    .description('list all published versions')
    .action(run((settings) => listPacks(new ServiceClient(settings))));

  const parked = group(program, 'parked', 'Events that a service has set aside with their complaint');
  parked
    .command('list')
    .description('list parked events of all services, newest first, and partitions that stand still')
    .addOption(serviceOption())
    .option('--skipped', 'those that were given up instead')
    .option('--signature <text>', 'only those of one cause')
    .option('--limit <n>', 'how many at most', positive, 50)
    .action(
      run<{ service?: ServiceName; skipped?: boolean; signature?: string; limit: number }>((settings, options) =>
        parkedEvents(settings, options).list({ ...options, skipped: options.skipped ?? false }),
      ),
    );
  parked
    .command('show')
    .description('show one with its headers, its value and what waits behind it')
    .argument('<id>')
    .addOption(serviceOption())
    .action(run<{ service?: ServiceName }>((settings, options, [id = '']) => parkedEvents(settings, options).show(id)));
  parked
    .command('retry')
    .description('try one again, or all of one cause, and what waits behind')
    .argument('[id]')
    .option('--signature <text>', 'all of this cause, in every service')
    .addOption(serviceOption())
    .action(
      run<{ service?: ServiceName; signature?: string }>((settings, options, [id]) => {
        if ((id === undefined) === (options.signature === undefined)) {
          throw new UsageError('Give either the id of a parked event or --signature <text>');
        }
        const events = parkedEvents(settings, options);
        return id === undefined ? events.retrySignature(options.signature ?? '') : events.retry(id);
      }),
    );
  parked
    .command('skip')
    .description('give one up for good and go on with what waits behind it')
    .argument('<id>')
    .requiredOption('--reason <text>', 'why, without personal data')
    .addOption(serviceOption())
    .action(
      run<{ service?: ServiceName; reason: string }>((settings, options, [id = '']) =>
        parkedEvents(settings.forPerson(), options).skip(id, options.reason),
      ),
    );
  parked
    .command('resume')
    .description('let a partition that stands still go on')
    .addArgument(new Argument('<service>').choices(SERVICES))
    .argument('<topic>')
    .argument('<partition>', 'number of the partition')
    .action(
      run((settings, _, [service, topic = '', partition = '']) => {
        if (!/^\d{1,6}$/.test(partition)) throw new UsageError(`The partition must be a number, not ${partition}`);
        return parkedEvents(settings, { service: service as ServiceName }).resume(topic, Number(partition));
      }),
    );

  group(program, 'complaint', 'One complaint')
    .command('show')
    .description('fold its story into a timeline')
    .argument('<number>', 'complaint number, or complaint id')
    .addOption(
      new Option('--locale <language>', 'language of the words').choices(['zh', 'en']).default(localeOf(environment)),
    )
    .option('--zone <zone>', 'time zone of all times', zone, Intl.DateTimeFormat().resolvedOptions().timeZone)
    .action(
      run<{ locale: 'zh' | 'en'; zone: string }>((settings, options, [name = '']) =>
        showComplaint(settings, name, { ...options, style: styleOf(terminal), columns: terminal.columns }),
      ),
    );

  group(program, 'story', 'All stories on complaint.lifecycle.v1')
    .command('check')
    .description('prove every story legal: sequence, states, custody; reads Kafka only')
    .action(run((settings) => checkStories(settings)));

  const scenario = group(program, 'scenario', 'Procedures of the sources, played on a platform whose clock is driven');
  scenario
    .command('run')
    .description('play all scenarios, or those that are named, and tell step by step what happened')
    .argument('[name...]', 'S01 to S23, edge')
    .addOption(
      new Option('--lang <language>', 'language of the words').choices(['zh', 'en']).default(localeOf(environment)),
    )
    .option('--folder <folder>', 'where the scenarios are (default samples/scenarios)')
    .action(run<ScenarioOptions>((settings, options, names) => playScenarios(settings, names, options, terminal)));
  scenario
    .command('lint')
    .description('check scenario files: line, column and rule of every problem; needs no running platform')
    .argument('[name...]', 'S01 to S23, edge')
    .option('--folder <folder>', 'where the scenarios are (default samples/scenarios)')
    .action(run<ScenarioOptions>((_, options, names) => lintScenarios(names, options)));

  group(program, 'projections', 'What analytics makes of the stories')
    .command('rebuild')
    .description('read every story again and swap the projections for the new ones')
    .action(run((settings) => rebuildProjections(settings, terminal)));

  program
    .command('token')
    .description('print an access token')
    .option('--user <name>', 'a person, by the code flow, e.g. lin.intake')
    .option('--client <id>', 'a client, by client credentials, e.g. client:crm')
    .action(run<{ user?: string; client?: string }>((settings, options) => showToken(settings, options)));

  return program;
}

function group(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).helpCommand(false);
}

function parkedEvents(settings: Settings, options: { readonly service?: ServiceName }): ParkedEvents {
  return new ParkedEvents(new ServiceClient(settings), options.service);
}

const serviceOption = (): Option => new Option('--service <name>', 'only this service').choices(SERVICES);

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function positive(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('It must be a positive whole number.');
  return Number(value);
}

function zone(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('It must be an IANA time zone, e.g. Asia/Shanghai.');
  }
}

function localeOf(environment: Environment): 'zh' | 'en' {
  const language = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
