import { SERVICES } from '@redress/contracts';
import type { Fault } from './fault';

/** Four minutes of business time: as wrong as clocks of different machines may be without anybody being told. */
const MOST_MS = 240_000;

/** Every service is told a business time of its own, up to some minutes before or after the true one. */
export const clockSkewed: Fault = {
  kind: 'clock-skewed',
  lastsMs: [8_000, 14_000],
  recoversInMs: 3_000,
  strike: (stage, random) => {
    stage.time.skew(new Map(SERVICES.map((service) => [service, random.between(-MOST_MS, MOST_MS)])));
    return Promise.resolve({
      target: 'business clocks',
      end: () => {
        stage.time.skew(new Map());
        return Promise.resolve();
      },
    });
  },
};
