import type { MailFault } from '@redress/local';
import type { Fault } from './fault';
import type { FaultKind } from './fault-kinds';

function mailFault(kind: FaultKind, fault: MailFault): Fault {
  return {
    kind,
    lastsMs: [5_000, 12_000],
    recoversInMs: 1_000,
    strike: async ({ platform: { mail } }) => {
      await mail.misbehave(fault);
      return { target: 'mail server', end: () => mail.misbehave({ mode: 'ok' }) };
    },
  };
}

/** The mail server takes no connections. */
export const mailDown = mailFault('mail-down', { mode: 'down' });

/** The mail server takes its time over every letter. */
export const mailSlow = mailFault('mail-slow', { mode: 'slow', delayMs: 2_500 });

/** The mail server takes each letter over and dies before it says so: the sender cannot know. */
export const mailKilledAfterData = mailFault('mail-killed-after-data', { mode: 'killAfterData' });
