import { launch, type LaunchOptions, type Platform } from '@redress/local';
import { Api, Connection, LogEnds, Stage } from '@redress/local/driving';
import { BEHIND_A_PROXY, ConnectedWorkplace } from '@redress/workload';

const DRIVER = 'client:driver';
/** Tuesday, 9:30 in the morning in the zone of the shipped calendar. */
const STARTS_AT = new Date('2026-03-03T01:30:00Z');

/** A platform of its own whose clock is driven, for people who act at the same time. Close it in the end. */
export class DrivenPlace {
  private lastStep: Promise<void> = Promise.resolve();

  private constructor(
    readonly platform: Platform,
    readonly people: ConnectedWorkplace,
    private readonly stage: Stage,
    private readonly closing: () => Promise<void>,
  ) {}

  /** Starts everything. */
  static async start(options: LaunchOptions): Promise<DrivenPlace> {
    const platform = await launch({
      ...options,
      clock: { drivenFrom: STARTS_AT },
      ports: 'any',
      environment: { ...BEHIND_A_PROXY, ...options.environment },
    });
    const { topicPrefix, infrastructure } = platform;
    const people = await ConnectedWorkplace.open(platform.endpoints, { letters: (to) => platform.mail.list(to) });
    const connection = new Connection();
    const ends = await LogEnds.open(infrastructure.brokers, topicPrefix);
    const driver = { id: DRIVER, token: () => platform.clientToken(DRIVER) };
    const stage = new Stage(new Api(platform, connection), driver, () => ends.sample(), STARTS_AT);
    return new DrivenPlace(platform, people, stage, async () => {
      await people.close();
      await ends.close();
      connection.close();
      await platform.stop();
    });
  }

  /** Business time. */
  get now(): Date {
    return this.stage.now;
  }

  /** Resolves when nothing is left to do at this business time. */
  settle(): Promise<void> {
    return this.stage.settle();
  }

  /** Steps the clock of every service and does not wait for what it brings. Steps follow each other. */
  pass(ms: number): Promise<void> {
    const step = this.lastStep.then(() => this.stage.advanceTo(new Date(this.stage.now.getTime() + ms)));
    this.lastStep = step.catch(() => undefined);
    return step;
  }

  /**
   * Runs a command on the version that the person reads just before.
   * @throws Refused of @redress/workload
   */
  async command(
    who: string,
    service: 'routing' | 'resolution',
    complaintId: string,
    what: { path: string; reading: string; body: object },
  ): Promise<void> {
    const at = (path: string) => this.people.addresses(service, `/v1/complaints/${complaintId}/${path}`);
    const { etag } = await this.people.client.ask(who, 'GET', at(what.reading));
    await this.people.client.ask(who, 'POST', at(what.path), { body: what.body, etag });
  }

  close(): Promise<void> {
    return this.closing();
  }
}
