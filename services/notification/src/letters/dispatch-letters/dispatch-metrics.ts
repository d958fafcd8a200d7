import { Injectable } from '@nestjs/common';
import { Metrics } from '@redress/observability';
import { Database } from '@redress/persistence';
import { SqlLetters, type Ending } from '../sql-letters';

/** What operators see of the letters. */
@Injectable()
export class DispatchMetrics {
  private readonly ended;
  private readonly attempts;
  private readonly sendSeconds;

  constructor(metrics: Metrics, database: Database, letters: SqlLetters) {
    this.ended = metrics.counter({
      name: 'letters_ended_total',
      help: 'Letters sent, suppressed or failed, laid ready (UNDER_WAY) or sent another way (REQUESTED)',
      labels: ['letter', 'result'],
    });
    this.attempts = metrics.counter({
      name: 'letter_attempts_total',
      help: 'Attempts to hand a letter to the mail server or the gateway for text messages, by how they ended',
      labels: ['way', 'result'],
    });
    this.sendSeconds = metrics.histogram({
      name: 'letter_send_seconds',
      help: 'Time of one attempt at the mail server or the gateway for text messages',
    });
    metrics.observedGauge({ name: 'letters_open', help: 'Letters asked for and neither sent nor given up' }, () =>
      letters.depth(database),
    );
    metrics.observedGauge(
      {
        name: 'letter_oldest_wait_seconds',
        help: 'How long the oldest letter waits for a dossier, a key or the expected time; alarm above 60',
      },
      () => letters.oldestWaitSeconds(database),
    );
  }

  ends(letter: string, result: Ending['status']): void {
    this.ended.inc({ letter, result });
  }

  /** Measures one attempt; call what it answers when the attempt is over. */
  attempt(way: string): (result: string) => void {
    const stop = this.sendSeconds.startTimer();
    return (result) => {
      stop();
      this.attempts.inc({ way, result });
    };
  }
}
