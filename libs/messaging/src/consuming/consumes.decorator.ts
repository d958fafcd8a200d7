import type { DataOf, Received, TopicName } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { Catch, Controller, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { RawRecord } from './log-record';
import type { AnyContract } from './subscriptions';

/** What {@link Consumes} and {@link ConsumesRecords} leave on a method for the consumer server. */
export type ConsumerExtras =
  | { readonly contracts: readonly AnyContract[]; readonly topic?: undefined }
  | { readonly topic: TopicName; readonly isUnhurried: boolean; readonly contracts?: undefined };

type Handler<A> = (items: readonly A[], tx: Transaction) => Promise<void>;
type ReceivedOf<C> = Received<C extends { kind: 'document' } ? DataOf<C> | null : DataOf<C>>;

/** Nest replaces errors of handlers by "Internal server error"; the consumer runtime decides by the error itself. */
@Catch()
class HandlerErrors implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Marks a class whose methods consume events. List it under `controllers` of a module; its dependencies are injected as
 * everywhere.
 */
export function EventConsumer(): ClassDecorator {
  return (target) => {
    Controller()(target);
    UseFilters(HandlerErrors)(target);
  };
}

/**
 * The method handles all events of these contracts, in batches, per complaint in the order of the story, once each, inside
 * the transaction that also stores how far the service has read.
 *
 * `consumer` is a stable name (`notification.acknowledge-complaint`); it appears in metrics and traces.
 * A tombstone arrives with `data: null`.
 */
export function Consumes<C extends AnyContract>(contract: C | readonly C[], options: { readonly consumer: string }) {
  const contracts = (Array.isArray(contract) ? contract : [contract]) as readonly AnyContract[];
  return <H extends Handler<ReceivedOf<C>>>(
    target: object,
    method: string | symbol,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => bind(options.consumer, { contracts }, target, method, descriptor);
}

/**
 * The method handles the records of a topic as they are, in batches and in the order of each partition. Nothing is
 * parsed, so it meets malformed bodies; it may throw `ParkRecord`.
 *
 * `isUnhurried`: nothing waits for its effects. When no other consumer reads the topic it is fetched every few seconds
 * instead of at once, many records at a time, and does not count as unread work.
 */
export function ConsumesRecords(
  topic: TopicName,
  { consumer, isUnhurried = false }: { readonly consumer: string; readonly isUnhurried?: boolean },
) {
  return <H extends Handler<RawRecord>>(
    target: object,
    method: string | symbol,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => bind(consumer, { topic, isUnhurried }, target, method, descriptor);
}

function bind(
  consumer: string,
  extras: ConsumerExtras,
  target: object,
  method: string | symbol,
  descriptor: PropertyDescriptor,
): void {
  Payload()(target, method, 0);
  Ctx()(target, method, 1);
  EventPattern<string>(consumer, extras)(target, method, descriptor);
}
