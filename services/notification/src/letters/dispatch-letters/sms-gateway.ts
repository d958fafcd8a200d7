import type { SendResult } from './send-result';

/** What the gateway says of a text message that it had taken. */
export interface SmsReceipt {
  readonly letterId: string;
  readonly status: 'DELIVERED' | 'UNDELIVERABLE';
}

/** A page of receipts, and where the next one begins. */
export interface SmsReceipts {
  readonly receipts: readonly SmsReceipt[];
  readonly readTo: string | null;
}

/** The gateway for text messages, whichever it is; a driver implements it. */
export abstract class SmsGateway {
  /** Whether text messages can be sent at all. */
  abstract readonly isThere: boolean;

  /** Under which name its receipts are remembered. */
  abstract readonly name: string;

  /**
   * Keeps room for one message; undefined while the gateway is known to be away or has as much to do as it may have.
   * @returns what gives the room back
   */
  abstract reserve(): (() => void) | undefined;

  /** Gives one message to the gateway, which knows a repeat by its letter. Never rejects: every failure is an answer. */
  abstract send(letterId: string, to: string, text: string): Promise<SendResult>;

  /** Receipts after a position, oldest first. @throws when the gateway cannot be asked now */
  abstract receipts(readTo: string | null): Promise<SmsReceipts>;
}

/** Where no gateway is set. */
export class NoSmsGateway extends SmsGateway {
  override readonly isThere = false;
  override readonly name = 'none';

  override reserve(): undefined {
    return undefined;
  }

  override send(): Promise<SendResult> {
    return Promise.resolve({ kind: 'REFUSED', code: 'NO_GATEWAY' });
  }

  override receipts(readTo: string | null): Promise<SmsReceipts> {
    return Promise.resolve({ receipts: [], readTo });
  }
}
