import { Global, Inject, Injectable, Module, type OnModuleDestroy } from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { Test, type TestingModule } from '@nestjs/testing';
import { PeriodicWork } from './periodic-work';

const INTERVAL_MS = 1_000;
const ORDER = Symbol('order');

@Injectable()
class Counting extends PeriodicWork<number> {
  protected readonly intervalMs = INTERVAL_MS;
  readonly logger = { warn: jest.fn() };
  begun = 0;
  ended = 0;
  isLast = false;
  private held: (() => void)[] = [];
  private isHeld = false;

  constructor(@Inject(ORDER) private readonly order: string[]) {
    super();
  }

  protected async work(): Promise<number> {
    const number = ++this.begun;
    if (this.isHeld) await new Promise<void>((resolve) => this.held.push(resolve));
    this.ended++;
    this.order.push(`step ${number}`);
    if (this.isLast) this.finish();
    if (number === 13) throw new Error('unlucky');
    return number;
  }

  hold(): void {
    this.isHeld = true;
  }

  letGo(): void {
    this.isHeld = false;
    for (const resolve of this.held.splice(0)) resolve();
  }
}

@Injectable()
class Store implements OnModuleDestroy {
  constructor(@Inject(ORDER) private readonly order: string[]) {}

  onModuleDestroy(): void {
    this.order.push('closed');
  }
}

@Global()
@Module({
  providers: [Store, { provide: ORDER, useFactory: (): string[] => [] }],
  exports: [Store, ORDER],
})
class StoreModule {}

@Module({ imports: [StoreModule, ScheduleModule.forRoot()], providers: [Counting] })
class WorkModule {}

let app: TestingModule;
let work: Counting;

beforeEach(async () => {
  app = await Test.createTestingModule({ imports: [WorkModule] }).compile();
  work = app.get(Counting);
  jest.useFakeTimers();
});

afterEach(async () => {
  work.letGo();
  await app.close();
  jest.useRealTimers();
});

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const timers = () => app.get(SchedulerRegistry).getTimeouts();

describe('periodic work', () => {
  it('does nothing before it is started, and then one step after each pause', async () => {
    await pass(10 * INTERVAL_MS);
    expect(work.begun).toBe(0);

    work.start();
    work.start();
    await pass(INTERVAL_MS - 1);
    expect(work.begun).toBe(0);
    await pass(1 + 2 * INTERVAL_MS);

    expect(work.begun).toBe(3);
    expect(timers()).toEqual(['Counting']);
  });

  it('does not overlap with itself, and pauses after the end of a step', async () => {
    work.start();
    work.hold();
    await pass(5 * INTERVAL_MS);
    expect(work.begun).toBe(1);

    work.letGo();
    await pass(INTERVAL_MS - 1);
    expect(work.begun).toBe(1);
    await pass(1);

    expect(work.begun).toBe(2);
  });

  it('begins at once when it is woken, and pauses again after that', async () => {
    work.start();
    await pass(INTERVAL_MS / 2);

    work.wake();
    await pass(0);
    expect(work.begun).toBe(1);
    await pass(INTERVAL_MS - 1);
    expect(work.begun).toBe(1);
    await pass(1);

    expect(work.begun).toBe(2);
  });

  it('follows with one more step when it was woken during one, however often', async () => {
    work.start();
    work.hold();
    work.wake();
    await pass(0);
    work.wake();
    work.wake();
    work.letGo();
    await pass(0);

    expect([work.begun, work.ended]).toEqual([2, 2]);
    await pass(INTERVAL_MS - 1);
    expect(work.begun).toBe(2);
  });

  it('follows with a step also when it was woken during one that was called by hand', async () => {
    work.start();
    work.hold();
    const byHand = work.step();
    work.wake();
    await pass(0);
    expect(work.begun).toBe(1);

    work.letGo();
    await pass(0);

    expect(await byHand).toBe(1);
    expect(work.begun).toBe(2);
  });

  it('is not woken before it is started', async () => {
    work.wake();
    await pass(0);

    expect(work.begun).toBe(0);
    expect(timers()).toEqual([]);
  });

  it('runs a step by hand, which others join', async () => {
    work.hold();
    const steps = [work.step(), work.step()];
    work.letGo();

    expect(await Promise.all(steps)).toEqual([1, 1]);
    expect(await work.step()).toBe(2);
  });

  it('logs a step that fails and goes on; a step by hand throws', async () => {
    work.begun = 12;
    work.start();
    await pass(2 * INTERVAL_MS);

    expect(work.begun).toBe(14);
    expect(work.logger.warn).toHaveBeenCalledWith(
      { err: new Error('unlucky'), work: 'Counting' },
      'periodic work failed, it will be tried again',
    );
    work.begun = 12;
    await expect(work.step()).rejects.toThrow('unlucky');
  });

  it('takes no further step once it has finished', async () => {
    work.isLast = true;
    work.start();
    await pass(5 * INTERVAL_MS);

    expect(work.begun).toBe(1);
    expect(timers()).toEqual([]);
  });

  it('ends with the application: the step that runs is finished before what it uses closes, and no timer is left', async () => {
    work.start();
    work.hold();
    await pass(INTERVAL_MS);
    work.wake();
    const closing = app.close();
    await pass(0);
    expect(app.get<string[]>(ORDER)).toEqual([]);

    work.letGo();
    await closing;

    expect(app.get<string[]>(ORDER)).toEqual(['step 1', 'closed']);
    expect(timers()).toEqual([]);
    work.start();
    await pass(5 * INTERVAL_MS);
    expect(work.begun).toBe(1);
  });
});
