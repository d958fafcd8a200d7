import { emittersOf, SERVICES } from '@redress/contracts';
import type { CaseRow } from '../world/snapshot';
import { ANSWERS, ASKED, ASKED_BY_COMPLAINANTS, groupBy, type World } from '../world/world';

interface Registered {
  readonly complaintId: string;
  readonly source: { readonly source: string; readonly id: string };
}

/**
 * Nothing that was accepted is missing: submissions in register and story, commands in the story, handovers with those who
 * took over, sealed words and keys on their topics, requests with an answer, letters with the mail server.
 */
export function findLost(world: World): string[] {
  return [
    ...lostSubmissions(world),
    ...lostRegistrations(world),
    ...lostCommands(world),
    ...lostDecisions(world),
    ...lostHandovers(world),
    ...lostDossiers(world),
    ...lostRequests(world),
    ...lostLetters(world),
  ];
}

function lostSubmissions(world: World): string[] {
  const { record, register, rejections, submissions } = world.snapshot;
  const registered = new Map(register.map(({ complaintId, complaintNo }) => [complaintId, complaintNo]));
  const known = new Set(register.map(({ source, sourceId }) => `${source} ${sourceId}`));
  const rejected = new Set(rejections.map(({ partition, offset }) => `${partition}/${offset}`));
  const onTopic = new Set(submissions.map(({ source, id }) => `${source} ${id}`));
  return [
    ...record.submissions
      .filter(({ complaintId }) => complaintId !== undefined)
      .filter(({ complaintId, complaintNo }) => registered.get(complaintId!) !== complaintNo)
      .map(
        ({ complaintId, complaintNo }) => `${complaintId} was answered as ${complaintNo} and is not in the register`,
      ),
    ...record.published
      .filter(({ source, id, isAcknowledged }) => isAcknowledged && !onTopic.has(`${source} ${id}`))
      .map(({ source, id }) => `submission ${source} ${id} was acknowledged by the broker and is not on the topic`),
    ...submissions
      .filter(({ partition, offset }) => !rejected.has(`${partition}/${offset}`))
      .filter(({ source, id }) => !known.has(`${source} ${id}`))
      .map(({ partition, offset }) => `submission at ${partition}/${offset} is neither registered nor rejected`),
  ];
}

function lostRegistrations(world: World): string[] {
  const registered = new Set(world.said<Registered>('complaint-registered').map(({ data }) => data.complaintId));
  const { register } = world.snapshot;
  const inRegister = new Set(register.map(({ complaintId }) => complaintId));
  return [
    ...register
      .filter(({ complaintId }) => !registered.has(complaintId))
      .map(({ complaintId }) => `${complaintId} is in the register and not on the story`),
    ...[...registered]
      .filter((complaintId) => !inRegister.has(complaintId))
      .map((complaintId) => `${complaintId} is on the story and not in the register`),
  ];
}

const COMPLAINT_IN_PATH = /^\/v1\/complaints\/([0-9a-f-]{36})(\/|$)/;

/** A command that was answered with a place in the story has left that place there. */
function lostCommands(world: World): string[] {
  return world.snapshot.record.commands.flatMap(({ path, service, stateSeq }) => {
    const complaintId = COMPLAINT_IN_PATH.exec(path)?.[1];
    if (complaintId === undefined || stateSeq === undefined) return [];
    const reached = world.lastMove(complaintId)?.move?.stateSeq ?? 0;
    return reached < stateSeq ? [`${complaintId}: ${service} answered step ${stateSeq}, the story has ${reached}`] : [];
  });
}

/** What complainants do themselves, at paths that name no complaint, and what the story says of each. */
const DECISIONS: readonly (readonly [path: RegExp, facts: readonly string[]])[] = [
  [/^\/v1\/offers\/./, ['offer-accepted', 'offer-countered', 'offer-refused']],
  [/^\/v1\/answers$/, ['investigation-resumed']],
  [/^\/v1\/reviews$/, ['review-opened']],
  [/^\/v1\/portal\/supplements$/, ['supplemented']],
  [/^\/v1\/portal\/requests$/, ASKED_BY_COMPLAINANTS],
];

function lostDecisions(world: World): string[] {
  const { commands } = world.snapshot.record;
  return DECISIONS.flatMap(([path, facts]) => {
    const answered = commands.filter((command) => command.method === 'POST' && path.test(command.path));
    const keys = new Set(answered.map(({ idempotencyKey }) => idempotencyKey)).size;
    const said = world.said(...facts).length;
    return said < keys ? [`${keys} times ${facts.join(' or ')} was answered, the story says it ${said} times`] : [];
  });
}

/** Every service has followed every complaint to its last step; who took over has a case for each handover. */
function lostHandovers(world: World): string[] {
  const { snapshot, stories } = world;
  const followed = SERVICES.flatMap((service) => {
    const custody = new Map(snapshot.services[service].custody.map((row) => [row.complaintId, row]));
    return [...stories.keys()].flatMap((complaintId) => {
      const last = world.lastMove(complaintId)?.move;
      if (!last) return [];
      const row = custody.get(complaintId);
      const isThere = row?.stateSeq === last.stateSeq && row.state === last.to && row.holder === last.holder;
      return isThere
        ? []
        : [`${complaintId} stands at ${last.stateSeq}, for ${service} at ${row?.stateSeq ?? 'nothing'}`];
    });
  });
  const items = new Set(snapshot.workItems.map(({ complaintId }) => complaintId));
  return [
    ...followed,
    ...[...stories.keys()]
      .filter((complaintId) => !items.has(complaintId))
      .map((complaintId) => `${complaintId} has no work item`),
    ...missing('investigation', snapshot.investigationCases, world, 'assignment-accepted'),
    ...missing('resolution', snapshot.resolutionCases, world, 'complaint-determined'),
  ];
}

function missing(service: string, cases: readonly CaseRow[], world: World, handover: string): string[] {
  const opened = groupBy(cases, ({ complaintId }) => complaintId);
  return [...groupBy(world.said(handover), ({ event }) => event.subject)].flatMap(([complaintId, handovers]) => {
    const found = opened.get(complaintId)?.length ?? 0;
    return found < handovers.length
      ? [`${complaintId} has ${found} cases in ${service} for ${handovers.length} handovers`]
      : [];
  });
}

interface WithDossier {
  readonly dossierVersion: number;
}

/** The sealed words that an event rests on are on their topic, and so is the key to them. */
function lostDossiers(world: World): string[] {
  const { dossiers, keyed } = world.snapshot;
  const versions = new Map(dossiers.map(({ service, complaintId, version }) => [`${service} ${complaintId}`, version]));
  const keys = new Set(keyed);
  return [
    ...world
      .said<WithDossier>(
        'complaint-registered',
        'complaint-determined',
        'resolution-offered',
        'review-decided',
        'dispute-opened',
        'dispute-decided',
      )
      .flatMap(({ event, data }) => {
        const [service] = emittersOf(event.contract!);
        const version = versions.get(`${service} ${event.subject}`) ?? 0;
        return version < data.dossierVersion
          ? [`${event.subject}: ${service} speaks of dossier ${data.dossierVersion}, its topic has ${version}`]
          : [];
      }),
    ...[...world.stories.keys()]
      .filter((complaintId) => !keys.has(complaintId))
      .map((complaintId) => `${complaintId} has no data key on its topic`),
  ];
}

interface RequestPart {
  readonly requestId: string;
}

function lostRequests(world: World): string[] {
  const answered = new Set(world.said<RequestPart>(...ANSWERS).map(({ data }) => data.requestId));
  return [
    ...world
      .said<RequestPart>(...ASKED)
      .filter(({ data }) => !answered.has(data.requestId))
      .map(({ data }) => `request ${data.requestId} was never answered`),
    ...SERVICES.flatMap((service) =>
      world.snapshot.services[service].openRequests.map(
        ({ requestId }) => `request ${requestId} is still open in ${service}`,
      ),
    ),
  ];
}

interface LetterPart {
  readonly letterId: string;
}

interface ToldPart extends LetterPart {
  readonly by?: string;
  readonly reasonCode?: string;
}

/**
 * Every letter that was called for was told, laid ready or put aside, and the story says so; what was told by mail did
 * arrive. A letter fails only where the complainant gave no way by which it could go.
 */
function lostLetters(world: World): string[] {
  const { letters, record } = world.snapshot;
  const caught = new Set(record.letters.map(({ messageId }) => letterIn(messageId)));
  const said = (...facts: string[]) => groupBy(world.said<ToldPart>(...facts), ({ data }) => data.letterId);
  const told = said('letter-sent', 'complaint-acknowledged');
  const placed = said('letter-placed');
  const suppressed = said('letter-suppressed');
  return letters.flatMap(({ letterId, complaintId, kind, status }) => {
    const name = `letter ${letterId} (${kind}) of ${complaintId}`;
    const isMailed = (told.get(letterId) ?? []).some(({ data }) => data.by === 'MAIL');
    switch (status) {
      case 'SENT':
        if (!told.has(letterId)) return [`${name} is ${status}, which the story does not say`];
        return isMailed && !caught.has(letterId) ? [`${name} was sent and never arrived`] : [];
      case 'SUPPRESSED':
        return suppressed.has(letterId) ? [] : [`${name} is ${status}, which the story does not say`];
      case 'UNDER_WAY':
        return placed.has(letterId) ? [] : [`${name} is ${status}`];
      case 'FAILED':
        return suppressed.get(letterId)?.some(({ data }) => data.reasonCode === 'NO_ADDRESS')
          ? []
          : [`${name} is ${status}`];
      default:
        return [`${name} is ${status}`];
    }
  });
}

/** The Message-ID of a letter is made of its id. */
function letterIn(messageId: string | null): string {
  return messageId?.replace(/^<|@.*$/g, '') ?? '';
}
