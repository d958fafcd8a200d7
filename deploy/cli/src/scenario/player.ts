import { randomUUID } from 'node:crypto';
import type { Call, Caller, Page, Refused } from '@redress/local/driving';
import { Failure } from '../failure';
import type { Letter } from './caught-letters';
import { matches, valueAtPlace } from './matching';
import { filled } from './names';
import type { Operation, Operations } from './operations';
import { isRefusal, type PlatformAtHand } from './platform-at-hand';
import type {
  ClockExpectation,
  Given,
  Language,
  LetterExpectation,
  Outcome,
  PackToPublish,
  Read,
  Refusal,
  Step,
} from './scenario';
import type { Times } from './times';

/** An expectation that does not hold. */
export class NotAsExpected extends Failure {}

/** What is known of one complaint of a play. */
type Facts = Map<string, unknown>;

interface CommandView {
  readonly operationId: string;
  readonly allowed: boolean;
  readonly blockedBy: readonly { readonly code: string }[];
}

interface CaseView {
  readonly version: number;
  readonly stateSeq?: number;
  readonly commands?: readonly CommandView[];
}

interface ClockView {
  readonly clock: string;
  readonly cycle: number;
  readonly state: string;
  readonly dueAt: string | null;
  readonly subject?: { readonly kind: string; readonly id: string };
}

/** What came of an act: an answer, a page, or a refusal. */
interface Result {
  readonly answer?: unknown;
  readonly page?: Page;
  readonly refused?: Refused;
}

/** The read of each service whose version a command on a complaint is to name. */
const CASE_READS = {
  routing: 'showAssignment',
  investigation: 'investigation.readCase',
  resolution: 'resolution.readCase',
} as const satisfies Partial<Record<Operation['service'], string>>;

/** People who see every complaint of the organisation and change nothing by looking: in this order. */
const OBSERVERS = ['TRIAGE_OFFICER', 'DISPATCHER', 'CASE_LEAD'];
const PACK_LEAD_MS = 11 * 60_000;
const LOOKS = 5;

/** Plays the steps of one play on a platform, one after another. */
export class Player {
  private readonly complaints = new Map<string, Facts>();
  private readonly own: Facts = new Map();
  private readonly run = randomUUID().slice(-8);
  private acts = 0;

  /** @param id makes idempotency keys and addresses of this play */
  constructor(
    private readonly id: string,
    private readonly given: Given,
    private readonly platform: PlatformAtHand,
    private readonly operations: Operations,
    private readonly times: Times,
    private readonly language: Language = 'en',
  ) {}

  /** Publishes the packs that are given, drives the clock to the beginning and names it `start`. */
  async begin(): Promise<void> {
    const { stage } = this.platform;
    for (const pack of this.given.packs) await this.publishPack(pack);
    if (this.given.packs.length > 0) await stage.advanceTo(new Date(stage.now.getTime() + PACK_LEAD_MS));
    const start = this.given.starts === undefined ? stage.now : this.times.begin(this.given.starts);
    if (start < stage.now) {
      throw new Failure(
        `It begins ${start.toISOString()}, and the clock of the platform stands at ${stage.now.toISOString()} already`,
      );
    }
    await stage.advanceTo(start);
    await stage.settle();
    this.times.mark('start', start);
  }

  /**
   * Plays one step: drives the clock, acts, waits until the platform is at rest, looks at what came of it.
   * @returns what is to be told of it
   * @throws NotAsExpected naming the expectation that does not hold
   */
  async play(step: Step): Promise<string> {
    const { stage } = this.platform;
    if (step.at !== undefined) {
      const at = this.times.read(step.at);
      if (at < stage.now) throw new Failure(`"${step.at}" is past: it is ${stage.now.toISOString()}`);
      await stage.advanceTo(at);
      await stage.settle();
    }
    if (step.mark !== undefined) this.times.mark(step.mark, stage.now);
    const result = await this.act(step);
    await stage.settle();
    const expected = step.then;
    this.judgeRefusal(expected?.refused, result.refused);
    if (!result.refused) this.keep(step.complaint, step.keep, result.answer);
    return this.judge(step, expected, result);
  }

  private async act(step: Step): Promise<Result> {
    if (step.publish) return this.publishSubmission(step, step.publish);
    if (step.page) return this.visit(step.complaint, step.page);
    if (step.do === undefined) return {};
    const operation = this.operations.find(step.do);
    const by = operation.isPublic && step.by === undefined ? null : await this.caller(step.by, step.complaint);
    try {
      const answer = await this.call(operation, by, step, step.then?.refused !== undefined);
      this.noteRegistration(step, answer);
      return { answer };
    } catch (error) {
      if (isRefusal(error)) return { refused: error };
      throw error;
    }
  }

  private async call(operation: Operation, by: Caller | null, step: Step, isToBeRefused: boolean): Promise<unknown> {
    for (let look = 1; ; look++) {
      const view = operation.needsVersion ? await this.viewFor(operation, by, step) : undefined;
      if (view && !isToBeRefused) mustOffer(operation.id, by, view);
      try {
        return await this.platform.api.call({
          ...this.composed(operation, by, step),
          ...(view && { version: view.version }),
        });
      } catch (error) {
        if (look === LOOKS || !isRefusal(error) || error.status !== 412) throw error;
      }
    }
  }

  private composed(
    operation: Operation,
    by: Caller | null,
    step: Pick<Step, 'complaint' | 'with' | 'form' | 'file' | 'path' | 'query'>,
  ): Call {
    const lookup = this.lookupFor(step.complaint);
    const texts = (given: Readonly<Record<string, string>>) => filled(given, lookup) as Record<string, string>;
    const parts = texts(step.path);
    const path = operation.parts.reduce((built, part) => {
      const value = parts[part] ?? (part === 'id' || part === 'complaintId' ? lookup('complaintId') : lookup(part));
      if (value === undefined) throw new Failure(`${operation.id} needs {${part}}: name it under path`);
      return built.replace(`{${part}}`, encodeURIComponent(String(value)));
    }, operation.path);
    const query = new URLSearchParams(texts(step.query)).toString();
    const body = step.with === undefined ? undefined : filled(this.withComplainant(operation, step.with), lookup);
    return {
      service: operation.service,
      method: operation.method,
      path: query === '' ? path : `${path}?${query}`,
      by,
      ...(step.form || step.file ? { form: formOf(texts(step.form ?? {}), step.file) } : {}),
      ...(body === undefined ? {} : bodyOf(operation, body)),
      ...(body === undefined && operation.needsKey && !step.form && !step.file ? { body: {} } : {}),
      ...(operation.needsKey ? { idempotencyKey: `${this.id}-${this.run}-${++this.acts}` } : {}),
    };
  }

  /** What a registration leaves out is the complainant that is given. */
  private withComplainant(operation: Operation, body: unknown): unknown {
    const isRegistration = /^register\w*Complaint$/.test(operation.id);
    return isRegistration &&
      body !== null &&
      typeof body === 'object' &&
      !('complainant' in body) &&
      this.given.complainant
      ? { complainant: this.given.complainant, ...body }
      : body;
  }

  private noteRegistration(step: Step, answer: unknown): void {
    const { complaintId, complaintNo, receivedAt } = (answer ?? {}) as Record<string, unknown>;
    if (!/^register\w*Complaint$/.test(step.do ?? '') || complaintId === undefined) return;
    this.keep(step.complaint, {}, undefined);
    const facts = this.factsOf(step.complaint);
    facts.set('complaintId', complaintId);
    facts.set('complaintNo', complaintNo);
    if (typeof receivedAt === 'string') {
      this.times.mark('received', new Date(receivedAt));
      this.times.mark(`${step.complaint}Received`, new Date(receivedAt));
    }
  }

  /** What the caller sees of the resource that the command changes; of one who sees nothing, what an observer sees. */
  private async viewFor(operation: Operation, by: Caller | null, step: Step): Promise<CaseView> {
    const readName = CASE_READS[operation.service as keyof typeof CASE_READS];
    if (!readName) throw new Failure(`${operation.id} wants a version, and no read of ${operation.service} tells it`);
    const read = this.operations.find(readName);
    const call = this.composed(read, by, { complaint: step.complaint, path: {}, query: {} });
    try {
      return await this.platform.api.call<CaseView>(call);
    } catch (error) {
      if (!isRefusal(error) || (error.status !== 403 && error.status !== 404)) throw error;
      const { version } = await this.platform.api.call<CaseView>({ ...call, by: this.observer() });
      return { version };
    }
  }

  private async publishSubmission(step: Step, { source, submission }: NonNullable<Step['publish']>): Promise<Result> {
    const content = filled({ ...submission }, this.lookupFor(step.complaint)) as Record<string, unknown>;
    if (!('complainant' in content) && this.given.complainant) {
      content['complainant'] = filled(this.given.complainant, this.lookupFor(step.complaint));
    }
    const id = `${this.id}-${this.run}-${++this.acts}`;
    await this.platform.publish({ id, source, submission: content }, this.platform.stage.now);
    this.times.mark('received', this.platform.stage.now);
    return {};
  }

  private async visit(complaint: string, { open, press }: NonNullable<Step['page']>): Promise<Result> {
    const lookup = this.lookupFor(complaint);
    const { locale } = (this.given.complainant ?? {}) as { locale?: string };
    const browser = this.platform.browser(locale ?? 'zh-CN');
    let page = await browser.open(String(filled(open, lookup)));
    for (const { button: wanted, fill } of press) {
      const form = page.forms.find(({ buttons }) => buttons.some(({ value }) => value === wanted));
      const button = form?.buttons.find(({ value }) => value === wanted);
      if (!form || !button) {
        const shown = page.forms.flatMap(({ buttons }) => buttons.map(({ value }) => value));
        throw new NotAsExpected(
          `The page (${page.status}) has no button ${wanted}; it has: ${shown.join(', ') || 'none'}`,
        );
      }
      page = await browser.submit(page, form, filled(fill, lookup) as Record<string, string>, button);
    }
    return { page };
  }

  private judgeRefusal(expected: Refusal | undefined, refused: Refused | undefined): void {
    if (!expected) {
      if (refused) throw new NotAsExpected(`It was refused: ${refused.message}`);
      return;
    }
    const { problem, because, at } = typeof expected === 'string' ? { problem: expected } : expected;
    if (!refused) throw new NotAsExpected(`It was done, and ${problem} was expected`);
    if (refused.problem !== problem) throw new NotAsExpected(`Expected ${problem}, got ${refused.message}`);
    const { blockedBy = [], errors = [] } = refused.document as {
      blockedBy?: { code: string }[];
      errors?: { pointer: string; code?: string }[];
    };
    if (because !== undefined && ![...blockedBy, ...errors].some(({ code }) => code === because)) {
      throw new NotAsExpected(`Expected ${because} as the reason, got ${refused.message}`);
    }
    if (at !== undefined && !errors.some(({ pointer }) => pointer === at)) {
      throw new NotAsExpected(`Expected a fault at ${at}, got ${refused.message}`);
    }
  }

  private async judge(step: Step, expected: Outcome | undefined, result: Result): Promise<string> {
    if (!expected) return '';
    const told: string[] = [];
    const lookup = this.lookupFor(step.complaint);
    if (result.refused) told.push(`${result.refused.status} ${result.refused.problem}${reasonsIn(result.refused)}`);
    if (expected.answer) this.judgeAnswer('the answer', expected.answer, result.answer, step.complaint);
    if (expected.page) judgePage(expected.page, result.page, (text) => String(filled(text, lookup)));
    for (const letter of expected.letters) told.push(await this.judgeLetter(step.complaint, letter));
    for (const letter of expected.noLetter) await this.judgeNoLetter(step.complaint, letter);
    if (expected.state !== undefined) told.push(await this.judgeState(step.complaint, expected.state));
    const clocks = Object.entries(expected.clocks);
    if (clocks.length > 0) {
      const shown = await this.clocks(step.complaint);
      for (const [clock, wanted] of clocks) told.push(this.judgeClock(clock, wanted, shown));
    }
    for (const read of expected.reads) await this.judgeRead(step, read);
    return told.filter((text) => text !== '').join(' · ');
  }

  private judgeAnswer(
    what: string,
    expected: Readonly<Record<string, unknown>>,
    answer: unknown,
    complaint: string,
  ): void {
    const wanted = filled(expected, this.lookupFor(complaint)) as Record<string, unknown>;
    for (const [place, value] of Object.entries(wanted)) {
      const actual = valueAtPlace(answer, place);
      if (!matches(actual, value, (text) => this.times.read(text))) {
        throw new NotAsExpected(`${what} has at ${place} ${shortened(actual)}, expected ${shortened(value)}`);
      }
    }
  }

  private async judgeState(complaint: string, expected: string): Promise<string> {
    const { state } = await this.readCase<{ state: string }>('showAssignment', complaint);
    if (state !== expected) throw new NotAsExpected(`It stands in ${state}, expected ${expected}`);
    return state;
  }

  private judgeClock(name: string, expected: ClockExpectation, shown: readonly ClockView[]): string {
    const found = shown
      .filter(
        ({ clock, subject }) =>
          clock === name && (expected.subject === undefined || subject?.kind === expected.subject),
      )
      .filter(({ cycle }) => expected.cycle === undefined || cycle === expected.cycle)
      .toSorted((one, other) => other.cycle - one.cycle)[0];
    if (!found) {
      throw new NotAsExpected(`There is no clock ${name}; there are ${shown.map(({ clock }) => clock).join(', ')}`);
    }
    if (expected.state !== undefined && found.state !== expected.state) {
      throw new NotAsExpected(`The clock ${name} is ${found.state}, expected ${expected.state}`);
    }
    if (expected.due === undefined) return `${name} ${found.state}`;
    const due = expected.due === null ? null : this.times.read(expected.due);
    if ((found.dueAt === null ? null : Date.parse(found.dueAt)) !== (due?.getTime() ?? null)) {
      throw new NotAsExpected(
        `The clock ${name} is due ${found.dueAt ?? 'at no time'}, expected ${due?.toISOString() ?? 'no time'} (${expected.due})`,
      );
    }
    return `${name} → ${due ? this.times.inWords(due, this.language) : '—'}`;
  }

  private async judgeLetter(complaint: string, expected: LetterExpectation): Promise<string> {
    const lookup = this.lookupFor(complaint);
    const untaken = await this.platform.letters.untaken();
    const like = untaken.filter((letter) => this.isLike(letter, expected, complaint));
    const found = like.find((letter) => this.faultOf(letter, expected, complaint) === undefined);
    if (!found) {
      const subjects = untaken
        .filter((letter) => this.isAbout(letter, complaint))
        .map(({ subject, to }) => `"${subject}" to ${to.join(', ')}`);
      const why = like[0] && this.faultOf(like[0], expected, complaint);
      throw new NotAsExpected(
        why ??
          `There is no letter by ${expected.by} with "${expected.subject ?? ''}"; there are: ${subjects.join('; ') || 'none'}`,
      );
    }
    this.platform.letters.take(found);
    for (const [name, pattern] of Object.entries(expected.keep)) {
      const value = new RegExp(pattern, 'u').exec(found.text)?.[1];
      if (value === undefined) throw new NotAsExpected(`The letter "${found.subject}" has nothing like ${pattern}`);
      this.factsOf(complaint).set(name, value);
    }
    const number = lookup('complaintNo');
    if (number === undefined) {
      const read = /[A-Z][A-Z0-9]{1,15}-\d{6,8}-\d+/.exec(`${found.subject} ${found.text}`)?.[0];
      if (read !== undefined) this.factsOf(complaint).set('complaintNo', read);
    }
    return `“${found.subject}”`;
  }

  private async judgeNoLetter(complaint: string, expected: LetterExpectation): Promise<void> {
    const untaken = await this.platform.letters.untaken();
    const found = untaken.find(
      (letter) => this.isLike(letter, expected, complaint) && this.faultOf(letter, expected, complaint) === undefined,
    );
    if (found) throw new NotAsExpected(`There is a letter "${found.subject}", and none was expected`);
  }

  private isLike(letter: Letter, { by, subject, to }: LetterExpectation, complaint: string): boolean {
    const lookup = this.lookupFor(complaint);
    const text = (template: string) => String(filled(template, lookup));
    return (
      letter.by === by &&
      this.isAbout(letter, complaint) &&
      (subject === undefined || letter.subject.includes(text(subject))) &&
      (to === undefined || letter.to.includes(text(to).toLowerCase()))
    );
  }

  /** By its number; before that is known, by the address of the complainant. */
  private isAbout({ subject, text, to }: Letter, complaint: string): boolean {
    const number = this.lookupFor(complaint)('complaintNo');
    if (number !== undefined) return subject.includes(String(number)) || text.includes(String(number));
    const { email } = filled(this.given.complainant ?? {}, this.lookupFor(complaint)) as { email?: string };
    return email !== undefined && to.includes(email.toLowerCase());
  }

  private faultOf(letter: Letter, { says, saysNot }: LetterExpectation, complaint: string): string | undefined {
    const lookup = this.lookupFor(complaint);
    const text = (template: string) => String(filled(template, lookup));
    const missing = says.map(text).find((part) => !letter.text.includes(part));
    if (missing !== undefined) return `The letter "${letter.subject}" does not say "${missing}"`;
    const surplus = saysNot.map(text).find((part) => letter.text.includes(part));
    return surplus === undefined ? undefined : `The letter "${letter.subject}" says "${surplus}"`;
  }

  private async judgeRead(step: Step, read: Read): Promise<void> {
    const operation = this.operations.find(read.do);
    const by = operation.isPublic && read.by === undefined ? null : await this.caller(read.by, step.complaint);
    let answer: unknown;
    let refused: Refused | undefined;
    try {
      answer = await this.platform.api.call(
        this.composed(operation, by, {
          complaint: step.complaint,
          with: read.with,
          path: read.path,
          query: read.query,
        }),
      );
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused = error;
    }
    this.judgeRefusal(read.refused, refused);
    this.judgeAnswer(read.do, read.answer, answer, step.complaint);
    this.keep(step.complaint, read.keep, answer);
  }

  private async clocks(complaint: string): Promise<readonly ClockView[]> {
    return (await this.readCase<{ clocks: readonly ClockView[] }>('showClocks', complaint)).clocks;
  }

  private readCase<T>(operation: string, complaint: string): Promise<T> {
    const call = this.composed(this.operations.find(operation), this.observer(), { complaint, path: {}, query: {} });
    return this.platform.api.call<T>(call);
  }

  private keep(complaint: string, places: Readonly<Record<string, string>>, answer: unknown): void {
    for (const [name, place] of Object.entries(places)) {
      const value = valueAtPlace(answer, place);
      if (value === undefined) throw new NotAsExpected(`The answer has nothing at ${place}`);
      this.factsOf(complaint).set(name, value);
    }
  }

  private factsOf(complaint: string): Facts {
    const facts = this.complaints.get(complaint) ?? new Map<string, unknown>();
    this.complaints.set(complaint, facts);
    return facts;
  }

  private lookupFor(complaint: string): (name: string) => unknown {
    return (name) => {
      const [, kind, time = ''] = /^(date|time) (.+)$/.exec(name) ?? [];
      if (kind !== undefined) {
        const at = this.times.read(time);
        return kind === 'date' ? this.times.date(at) : at.toISOString();
      }
      if (name === 'run') return this.run;
      const [label, rest] = name.includes('.') ? (name.split('.', 2) as [string, string]) : [complaint, name];
      return this.complaints.get(label)?.get(rest) ?? this.own.get(name) ?? this.personCalled(name)?.id;
    };
  }

  /** `handler` is who handles the complaint now; else a name of the play, or an id. */
  private async caller(by: string | undefined, complaint: string): Promise<Caller> {
    if (by === undefined) return this.observer();
    if (by === 'handler') {
      const { handlerId } = await this.readCase<{ handlerId: string | null }>('showAssignment', complaint);
      if (handlerId === null) throw new NotAsExpected('Nobody handles the complaint');
      return this.platform.caller(handlerId);
    }
    const person = this.personCalled(by);
    if (person) return this.platform.caller(person.id);
    if (!by.includes(':')) throw new Failure(`Nobody is called ${by}: name them under given.people`);
    return this.platform.caller(by);
  }

  private personCalled(name: string): { readonly id: string } | undefined {
    const given = this.given.people[name];
    if (given === undefined) return undefined;
    if (typeof given === 'string') return { id: given };
    const found = this.platform.people.find(
      ({ roles, unitId }) => roles.includes(given.role) && (given.unit === undefined || unitId === given.unit),
    );
    if (!found) throw new Failure(`Nobody${given.unit ? ` of ${given.unit}` : ''} is ${given.role}`);
    return found;
  }

  private observer(): Caller {
    for (const role of OBSERVERS) {
      const found = this.platform.people.find(({ roles }) => roles.includes(role));
      if (found) return this.platform.caller(found.id);
    }
    throw new Failure(`Nobody can look on: ${OBSERVERS.join(', ')} are missing in the directory`);
  }

  private async publishPack({ of, as, set }: PackToPublish): Promise<void> {
    const { api, stage, people } = this.platform;
    const admin = people.find(({ roles }) => roles.includes('ORGANISATION_ADMIN'));
    if (!admin) throw new Failure('Nobody is ORGANISATION_ADMIN');
    const by = this.platform.caller(admin.id);
    const { items } = await api.call<{ items: { id: string; version: number }[] }>({
      service: 'intake',
      method: 'GET',
      path: '/v1/packs',
      by,
    });
    const newest = (id: string) => Math.max(0, ...items.filter((item) => item.id === id).map(({ version }) => version));
    const { content } = await api.call<{ content: Record<string, unknown> }>({
      service: 'intake',
      method: 'GET',
      path: `/v1/packs/${of}/versions/${newest(of)}`,
      by,
    });
    const pack: Record<string, unknown> = structuredClone(content);
    for (const [pointer, value] of Object.entries(set)) setAt(pack, pointer, value);
    const effectiveFrom = new Date(Math.ceil((stage.now.getTime() + PACK_LEAD_MS - 60_000) / 1000) * 1000);
    await api.call({
      service: 'intake',
      method: 'POST',
      path: '/v1/packs',
      by,
      text: {
        content: JSON.stringify({
          ...pack,
          id: as,
          version: newest(as) + 1,
          effectiveFrom: effectiveFrom.toISOString(),
        }),
        mediaType: 'text/yaml',
      },
      idempotencyKey: `${this.id}-${this.run}-pack-${as}`,
    });
  }
}

/** JSON is YAML, too. */
function bodyOf({ textType }: Operation, body: unknown): Pick<Call, 'body' | 'text'> {
  return textType === undefined ? { body } : { text: { content: JSON.stringify(body), mediaType: textType } };
}

/** Sets a value at a JSON pointer; `-` adds to a list, null removes. Throws a Failure when the way there is missing. */
function setAt(content: Record<string, unknown>, pointer: string, value: unknown): void {
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() ?? '';
  let place: unknown = content;
  for (const key of keys) {
    const [, name, wanted] = /^(\w+)=(.*)$/.exec(key) ?? [];
    const next =
      Array.isArray(place) && name !== undefined
        ? place.find((item) => (item as Record<string, unknown>)[name] === wanted)
        : (place as Record<string, unknown>)[key];
    if (next === null || typeof next !== 'object') throw new Failure(`The pack has nothing at ${pointer} (${key})`);
    place = next;
  }
  if (Array.isArray(place) && last === '-') place.push(value);
  else if (value === null) delete (place as Record<string, unknown>)[last];
  else (place as Record<string, unknown>)[last] = value;
}

function mustOffer(operationId: string, by: Caller | null, { commands }: CaseView): void {
  const view = commands?.find((command) => command.operationId === operationId);
  if (!view || view.allowed) return;
  const reasons = view.blockedBy.map(({ code }) => code).join(', ');
  throw new NotAsExpected(`${by?.id ?? 'the public'} is not offered ${operationId}: ${reasons}`);
}

function judgePage(
  { status, says }: NonNullable<Outcome['page']>,
  page: Page | undefined,
  text: (template: string) => string,
): void {
  if (!page) throw new NotAsExpected('No page was opened');
  if (status !== undefined && page.status !== status) {
    throw new NotAsExpected(`The page answered ${page.status}, expected ${status}`);
  }
  const missing = says.map(text).find((part) => !page.html.includes(part));
  if (missing !== undefined) throw new NotAsExpected(`The page does not say "${missing}"`);
}

function reasonsIn({ document }: Refused): string {
  const { blockedBy = [], errors = [] } = document as {
    blockedBy?: { code: string }[];
    errors?: { pointer: string }[];
  };
  const reasons = [...blockedBy.map(({ code }) => code), ...errors.map(({ pointer }) => pointer)];
  return reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function formOf(fields: Readonly<Record<string, string>>, file: Step['file']): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file) form.append('file', new Blob([file.text], { type: 'text/plain' }), file.name);
  return form;
}
