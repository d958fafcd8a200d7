import { SERVICES } from '@redress/contracts';
import { demoDirectoryFile, readDirectoryFile, type Platform } from '@redress/local';
import { Api, type Caller, Connection, LogEnds, Stage } from '@redress/local/driving';
import { SeededRandom } from '@redress/testing';
import { SubmissionPublisher } from '@redress/workload';
import { OfficeHours } from './business/office-hours';
import { Life } from './life/life';
import type { World } from './life/scene';
import type { DemoOptions } from './options';
import { Cast } from './people/cast';
import { Complainant } from './people/complainant';
import { Mailbox } from './platform/mailbox';
import type { Tale } from './platform/story';
import { StoryReader } from './platform/story-reader';
import { readSampleRows } from './sample/sample-row';
import { selectRows } from './sample/select-rows';
import { figuresOf, type Figures } from './show/figures';
import { ProgressView } from './show/progress-view';
import { Simulation } from './simulation';
import { WorkLists } from './stage/work-lists';

export const CALENDAR_ID = 'CN';
const LAST_WORKING_DAY = 60;
const READ_TO_END_MS = 60_000;

/** When business time begins: six in the morning of the first working day, before the first complaints. */
export function beginningOf({ from }: Pick<DemoOptions, 'from'>, hours: OfficeHours): Date {
  return hours.at(from, 0, '06:00');
}

/** Plays the sample complaints on a platform whose clock is driven, shows how it goes, and adds it up. */
export async function play(platform: Platform, options: DemoOptions, signal: AbortSignal): Promise<Figures> {
  const startedAtMs = performance.now();
  const { brokers } = platform.infrastructure;
  const hours = OfficeHours.shipped(CALENDAR_ID);
  const startsAt = beginningOf(options, hours);
  const connection = new Connection();
  const api = new Api(platform, connection);
  const { organisationId, staff } = readDirectoryFile(demoDirectoryFile());
  const ofTheOrganisation = staff.filter((member) => member.organisationId === organisationId);
  const cast = new Cast(ofTheOrganisation, (id) => platform.tokenFor(id));
  const mailbox = new Mailbox({ mail: platform.endpoints.mail.http, sms: platform.endpoints.sms.http });
  const story = await StoryReader.open(brokers, platform.topicPrefix);
  const logEnds = await LogEnds.open(brokers, platform.topicPrefix);
  const publisher = await SubmissionPublisher.open(brokers, platform.topicPrefix, platform.endpoints.sources);
  const stage = new Stage(api, client(platform, 'client:driver'), () => logEnds.sample(), startsAt);
  const byRow = new Map<string, Life>();
  const world: World = {
    api,
    cast,
    hours,
    publisher,
    seed: options.seed,
    from: options.from,
    now: () => stage.now,
    complaintOf: (row) => byRow.get(row)?.id || undefined,
  };
  const all = readSampleRows();
  const players = (options.rows === undefined ? all : selectRows(all, options.rows)).map((row) => {
    const complainant = new Complainant(api, row);
    const life = new Life(row, world, complainant);
    byRow.set(row.id, life);
    return { complainant, life };
  });
  const lives = players.map(({ life }) => life);
  const view = new ProgressView(process.stdout);
  const progress = () => ({
    now: hours.inWords(stage.now),
    rows: lives.length,
    ended: lives.length - simulation.left - simulation.stuck.length,
    stuck: simulation.stuck.length,
    tales: [...story.fold.tales.values()],
    letters: mailbox.letterCount,
    requests: api.callCount,
    realMs: performance.now() - startedAtMs,
  });
  const simulation = new Simulation(players, {
    stage,
    hours,
    lists: new WorkLists(api, cast, new SeededRandom(options.seed, 'work lists')),
    mailbox,
    story,
    onStep: () => view.show(progress),
    signal,
  });
  try {
    await stage.settle();
    await simulation.play(hours.at(options.from, LAST_WORKING_DAY, '18:00'));
    await story.catchUp(READ_TO_END_MS);
    view.finish(progress());
    const taleOf = ({ filing }: Life): Tale | undefined =>
      filing &&
      (filing.complaintId === undefined
        ? story.fold.ofSubmission(filing.source, filing.sourceId)
        : story.fold.tales.get(filing.complaintId));
    const { checked, illegal } = story.fold.proof();
    return figuresOf(
      { lives, stuck: simulation.stuck, taleOf, stories: { checked, illegal: illegal.length } },
      {
        parked: await parkedOn(platform, api),
        letters: mailbox.letterCount,
        businessDays: hours.workingDaysBetween(startsAt, stage.now),
        realSeconds: Math.round((performance.now() - startedAtMs) / 1000),
        requests: api.callCount,
      },
    );
  } finally {
    await publisher.close();
    await logEnds.close();
    await story.close();
    connection.close();
  }
}

function client(platform: Platform, id: string): Caller {
  return { id, token: () => platform.clientToken(id) };
}

/** Events that stand parked in any service. */
async function parkedOn(platform: Platform, api: Api): Promise<number> {
  const by = client(platform, 'client:operations');
  let parked = 0;
  for (const service of SERVICES) {
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: unknown[]; nextCursor: string | null } = await api.call({
        service,
        method: 'GET',
        path: `/v1/operations/${service}/parked-events?limit=200${query}`,
        by,
      });
      parked += page.items.length;
      cursor = page.nextCursor;
    }
  }
  return parked;
}
