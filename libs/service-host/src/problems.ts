import { Problem, registerProblem } from '@redress/http';
import { IllegalMove, NotCaughtUp, NotHolder, UnknownComplaint } from '@redress/lifecycle';
import { NotParked, UnknownParkedEvent } from '@redress/messaging';
import { SealBroken } from '@redress/security';
import { KeyMissing } from '@redress/vault';

registerProblem(UnknownComplaint, () => Problem.notFound('complaint'));

registerProblem(
  NotHolder,
  ({ holder, state }) =>
    new Problem(409, 'not-holder', 'Another service holds the complaint', {
      detail: `It is held by ${holder} in state ${state}`,
      holder,
      state,
    }),
);

registerProblem(
  NotCaughtUp,
  ({ message }) =>
    new Problem(409, 'not-caught-up', 'This service has not heard yet of what the command names', {
      detail: message,
      retryAfterSeconds: 1,
    }),
);

registerProblem(IllegalMove, ({ from, transition }) =>
  Problem.blocked({ code: 'ILLEGAL_MOVE', params: { state: from, transition } }),
);

registerProblem(
  KeyMissing,
  () =>
    new Problem(409, 'content-not-available', 'The content of the complaint is not here', {
      detail: 'It has not arrived yet, or the person was erased',
      retryAfterSeconds: 1,
    }),
);

registerProblem(
  SealBroken,
  () =>
    new Problem(500, 'content-broken', 'Stored content was changed and is not shown', {
      detail: 'The operators were told',
    }),
);

registerProblem(UnknownParkedEvent, () => Problem.notFound('parked event'));

registerProblem(
  NotParked,
  ({ message }) => new Problem(409, 'not-parked', 'The event cannot be retried or skipped now', { detail: message }),
);
