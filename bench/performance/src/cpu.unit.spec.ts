import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpuMsByName, cpuMsOf, cpuMsOfFamily, cpuUsEach, describeCpu, memoryOf } from './cpu';

const NOBODY = 2 ** 30;

it('counts the processor time of a process as the process itself does', () => {
  const untilMs = performance.now() + 60;
  while (performance.now() < untilMs);
  const { user, system } = process.cpuUsage();
  expect(Math.abs(cpuMsOf(process.pid) - (user + system) / 1000)).toBeLessThan(100);
});

it('counts the children of a process to its family', async () => {
  const child = spawn(process.execPath, ['-e', 'process.send(""); setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  try {
    await once(child, 'message');
    const [family, own, of] = [cpuMsOfFamily(process.pid), cpuMsOf(process.pid), cpuMsOf(child.pid ?? NOBODY)];
    expect(of).toBeGreaterThan(0);
    expect(family - own).toBeGreaterThanOrEqual(0);
    expect(family).toBeGreaterThanOrEqual(of);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

it('tells how much memory a process holds, and how much of that is mapped from files', () => {
  const memory = memoryOf(process.pid);
  expect(memory?.mapped).toBeGreaterThan(0);
  expect(memory?.resident).toBeGreaterThan(memory?.mapped ?? Number.NaN);
  expect(Math.abs((memory?.resident ?? 0) / process.memoryUsage.rss() - 1)).toBeLessThan(0.2);
});

it('knows nothing of a process that is not there', () => {
  expect(memoryOf(NOBODY)).toBeUndefined();
  expect(cpuMsOf(NOBODY)).toBe(0);
  expect(cpuMsOfFamily(NOBODY)).toBe(0);
});

it('tells the time of servers only as far as they are ours', () => {
  const kafka = { pid: process.pid };

  const byName = cpuMsByName({ test: process.pid }, { kafka, postgres: undefined } as never);

  expect(Object.keys(byName)).toEqual(['test', 'Kafka']);
  expect(byName['test']).toBeGreaterThan(0);
});

it('shares the time between two looks among what was done, and describes the median of rounds', () => {
  const rounds = [1, 3, 2].map((ms) => cpuUsEach({ intake: 5, Kafka: 1 }, { intake: 5 + ms, Kafka: 1.5 }, 10));

  expect(rounds[0]).toEqual({ intake: 100, Kafka: 50 });
  expect(describeCpu(rounds)).toBe('intake 200, Kafka 50, in all 250 µs of CPU');
});
