import type { Question, Reply, Talk } from './worker-process';

/** How a script answers each question that it can be asked. */
export type Answers<T extends Talk> = { [N in keyof T]: (question: T[N][0]) => T[N][1] | Promise<T[N][1]> };

/**
 * Lets the parent process ask this one. When the parent lets go, or is gone, `end` closes what the script holds and the process ends.
 */
export function answerParent<T extends Talk>(answers: Answers<T>, end: () => Promise<void> = async () => {}): void {
  const send = (reply: Reply) => {
    if (process.connected) process.send?.(reply);
  };
  process.on('message', ({ id, name, value }: Question) => {
    const answer = answers[name];
    if (!answer) return send({ id, error: `${name} is not a question of ${process.argv[1]}` });
    Promise.resolve()
      .then(() => answer(value))
      .then(
        (reply) => send({ id, value: reply }),
        (error: Error) => send({ id, error: error.stack ?? error.message }),
      );
  });
  process.once('disconnect', () => {
    end().then(
      () => process.exit(0),
      (error: Error) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  send({ ready: true });
}
