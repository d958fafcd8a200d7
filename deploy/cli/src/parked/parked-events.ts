import { SERVICES, type ServiceName } from '@redress/contracts';
import type { z } from 'zod';
import { Failure, UsageError } from '../failure';
import { Refusal, type ServiceClient } from '../http/service-client';
import type { Outcome } from '../outcome';
import { plain, table } from '../terminal/table';
import {
  carriedClocksSchema,
  parkedDetailsSchema,
  parkedPageSchema,
  pausedSchema,
  resumedSchema,
  retrySchema,
  signatureRetrySchema,
  type ParkedEvent,
} from './parked-views';

const PAGE = 200;
const COLUMNS = ['service', 'id', 'parked at', 'key', 'queued', 'type', 'reason', 'tries', 'signature'];

/** Parked events of the services, as their operations endpoints show them. All services are asked unless one is named. */
export class ParkedEvents {
  private readonly services: readonly ServiceName[];

  constructor(
    private readonly client: ServiceClient,
    service: ServiceName | undefined,
  ) {
    this.services = service ? [service] : SERVICES;
  }

  /** `redress parked list`: newest first, with the partitions that are paused. */
  async list(wish: {
    readonly skipped: boolean;
    readonly signature?: string;
    readonly limit: number;
  }): Promise<Outcome> {
    const answers = await this.ask(async (service) => ({
      events: await this.page(service, wish),
      paused: (await this.client.get(service, `${base(service)}/paused-partitions`, pausedSchema)).partitions,
    }));
    const events = answers.found
      .flatMap(({ service, answer }) => answer.events.map((event) => ({ service, ...event })))
      .toSorted((a, b) => b.parkedAt.localeCompare(a.parkedAt))
      .slice(0, wish.limit);
    const paused = answers.found.flatMap(({ service, answer }) => answer.paused.map((one) => ({ service, ...one })));
    const rows = events.map((event) => [
      event.service,
      event.id,
      event.parkedAt,
      event.blockingKey,
      event.queued,
      event.eventType ?? event.topic,
      event.reason,
      event.attempts,
      event.signature,
      ...(wish.skipped ? [event.skipped && `${event.skipped.by}: ${event.skipped.reason}`] : []),
    ]);
    const nothing = wish.skipped ? 'Nothing was skipped.' : 'Nothing is parked.';
    const text = [
      rows.length === 0 && answers.failed.length === 0 ? nothing : '',
      rows.length > 0 ? table([...COLUMNS, ...(wish.skipped ? ['skipped by'] : [])], rows) : '',
      paused.length > 0
        ? `Partitions that stand still (redress parked resume SERVICE TOPIC PARTITION):\n${table(
            ['service', 'topic', 'partition', 'reason', 'since'],
            paused.map((one) => [one.service, one.topic, one.partition, one.reason, one.since]),
          )}`
        : '',
      ...answers.failed.map(({ message }) => message),
    ];
    return {
      text: text.filter(Boolean).join('\n\n'),
      json: { items: events, paused, failed: answers.failed },
      isBad: answers.failed.length > 0,
    };
  }

  /** `redress parked show`: headers, value and queue of one event. */
  async show(id: string): Promise<Outcome> {
    const { service, details } = await this.find(id);
    const { event, headers, value, queue } = details;
    const waiting = queue.filter((other) => other.id !== event.id);
    const text = [
      facts([
        ['service', service],
        ['id', event.id],
        ['status', event.status],
        ['record', `${event.topic}/${event.partition} offset ${event.offset}`],
        ['key', event.blockingKey],
        ['type', event.eventType],
        ['event id', event.eventId],
        ['reason', event.reason],
        ['error', event.error],
        ['signature', event.signature],
        ['parked at', event.parkedAt],
        ['tries', `${event.attempts}${event.lastTriedAt ? `, last ${event.lastTriedAt}` : ''}`],
        ['skipped', event.skipped && `${event.skipped.at} by ${event.skipped.by}: ${event.skipped.reason}`],
      ]),
      `Headers\n${facts(Object.entries(headers))}`,
      `Value\n${value === undefined ? '  withheld: the topic may hold personal data' : indented(value)}`,
      clockChanges(value),
      waiting.length > 0 ? `Waiting behind it\n${table(['id', 'type', 'offset'], waiting.map(queueRow))}` : '',
    ];
    return { text: text.filter(Boolean).join('\n\n'), json: { service, ...details } };
  }

  /** `redress parked retry ID`: tries the event again, then what waits behind it. */
  async retry(id: string): Promise<Outcome> {
    const { service } = await this.find(id);
    return drained(
      service,
      await this.client.post(service, `${base(service)}/parked-events/${id}/retry`, {}, retrySchema),
    );
  }

  /** `redress parked skip`: gives the event up for good and goes on with what waits behind it. */
  async skip(id: string, reason: string): Promise<Outcome> {
    const { service } = await this.find(id);
    const path = `${base(service)}/parked-events/${id}/skip`;
    const result = await this.client.post(service, path, { reason }, retrySchema);
    // It is given up, whatever comes of the ones behind it.
    return { ...drained(service, result), isBad: false };
  }

  /** `redress parked retry --signature`: tries all events of one cause again, in every service. */
  async retrySignature(signature: string): Promise<Outcome> {
    const answers = await this.ask(async (service) => {
      const path = `${base(service)}/parked-events/retry`;
      const result = await this.client.post(service, path, { signature }, signatureRetrySchema);
      const left = result.retried > 0 ? await this.page(service, { skipped: false, signature, limit: PAGE }) : [];
      return { ...result, left: left.length };
    });
    const touched = answers.found.filter(({ answer }) => answer.retried > 0);
    const lines = touched.map(
      ({ service, answer: { retried, done, left } }) =>
        `${service}: ${retried} tried again, ${done} ${done === 1 ? 'record' : 'records'} handled, ${left} parked again.`,
    );
    if (lines.length === 0 && answers.failed.length === 0) lines.push('Nothing with this signature is parked.');
    return {
      text: [...lines, ...answers.failed.map(({ message }) => message)].join('\n'),
      json: {
        services: answers.found.map(({ service, answer }) => ({ service, ...answer })),
        failed: answers.failed,
      },
      isBad: answers.failed.length > 0 || touched.some(({ answer }) => answer.left > 0),
    };
  }

  /** `redress parked resume`: lets a paused partition continue. */
  async resume(topic: string, partition: number): Promise<Outcome> {
    const [service] = this.services;
    if (!service) throw new UsageError('Name the service');
    const path = `${base(service)}/paused-partitions/resume`;
    const { resumed } = await this.client.post(service, path, { topic, partition }, resumedSchema);
    const text = resumed ? 'goes on' : 'does not stand still';
    return { text: `${service}: ${topic}/${partition} ${text}.`, json: { service, resumed }, isBad: !resumed };
  }

  private async page(
    service: ServiceName,
    { skipped, signature, limit }: { readonly skipped: boolean; readonly signature?: string; readonly limit: number },
  ): Promise<z.infer<typeof parkedPageSchema>['items']> {
    const items = [];
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({
        status: skipped ? 'SKIPPED' : 'PARKED',
        limit: String(Math.min(PAGE, limit - items.length)),
        ...(signature === undefined ? {} : { signature }),
        ...(cursor === null ? {} : { cursor }),
      });
      const page: z.infer<typeof parkedPageSchema> = await this.client.get(
        service,
        `${base(service)}/parked-events?${query}`,
        parkedPageSchema,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null && items.length < limit);
    return items;
  }

  private async find(id: string): Promise<{ service: ServiceName; details: z.infer<typeof parkedDetailsSchema> }> {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) {
      throw new UsageError(
        `${JSON.stringify(plain(id))} is not the id of a parked event; redress parked list shows them`,
      );
    }
    const answers = await this.ask((service) =>
      this.client.get(service, `${base(service)}/parked-events/${id}`, parkedDetailsSchema).catch((error: unknown) => {
        if (error instanceof Refusal && error.status === 404) return undefined;
        throw error;
      }),
    );
    for (const { service, answer } of answers.found) if (answer) return { service, details: answer };
    const unknown = answers.failed.map(({ message }) => `\n${message}`).join('');
    throw new Failure(`No service that answered has a parked event ${id}.${unknown}`);
  }

  /** Asks all services at once; one that fails does not hide the others. */
  private async ask<T>(question: (service: ServiceName) => Promise<T>): Promise<{
    readonly found: readonly { readonly service: ServiceName; readonly answer: T }[];
    readonly failed: readonly { readonly service: ServiceName; readonly message: string }[];
  }> {
    // A service that is not configured is a wrong call, not a service that is down.
    for (const service of this.services) this.client.urlOf(service, base(service));
    const results = await Promise.allSettled(this.services.map(question));
    const found: { service: ServiceName; answer: T }[] = [];
    const failed: { service: ServiceName; message: string }[] = [];
    for (const [at, result] of results.entries()) {
      const service = this.services[at] as ServiceName;
      if (result.status === 'fulfilled') found.push({ service, answer: result.value });
      else if (result.reason instanceof Failure) failed.push({ service, message: result.reason.message });
      else throw result.reason;
    }
    if (found.length === 0 && failed.length > 0) {
      throw new Failure([...new Set(failed.map(({ message }) => message))].join('\n'), { failed });
    }
    return { found, failed };
  }
}

const base = (service: ServiceName): string => `/v1/operations/${service}`;

function drained(service: ServiceName, result: z.infer<typeof retrySchema>): Outcome {
  const { done, left, stoppedAt } = result;
  const text = [
    `${service}: ${done} ${done === 1 ? 'record' : 'records'} handled, ${left} still waiting.`,
    ...(stoppedAt ? [`Stopped at ${stoppedAt.id} (${stoppedAt.reason}): ${plain(stoppedAt.error)}`] : []),
  ];
  return { text: text.join('\n'), json: { service, ...result }, isBad: stoppedAt !== undefined };
}

function facts(rows: readonly (readonly [string, string | null])[]): string {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value === null ? '—' : plain(value)}`).join('\n');
}

/** The clocks that ride on an event: who skips it leaves them as they were before. */
function clockChanges(value: string | null | undefined): string {
  const clocks = clocksIn(value);
  if (clocks.length === 0) return '';
  const rows = clocks.map(({ clock, subject, state, dueAt, breached }) => [
    clock,
    subject ?? 'complaint',
    state,
    dueAt ?? null,
    breached ? 'yes' : 'no',
  ]);
  return `Clock changes in it, which are lost when it is skipped\n${table(['clock', 'of', 'state', 'due at', 'breached'], rows)}`;
}

function clocksIn(value: string | null | undefined): z.infer<typeof carriedClocksSchema>['clocks'] {
  try {
    return carriedClocksSchema.parse(JSON.parse(value ?? 'null')).clocks;
  } catch {
    // No JSON, or an event without clocks.
    return [];
  }
}

function indented(value: string | null): string {
  if (value === null) return '  none';
  let pretty = value;
  try {
    pretty = JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    // What was parked because it is no JSON is shown as it is.
  }
  return pretty
    .split('\n')
    .map((line) => `  ${plain(line)}`)
    .join('\n');
}

const queueRow = (event: ParkedEvent): (string | null)[] => [event.id, event.eventType, event.offset];
