import { faultAt } from '@redress/commands';
import { Problem, registerProblem } from '@redress/http';
import { OtherContent } from './complaint/register-complaint/register-complaints.handler';
import { TooManyWrongCodes, UnknownNumberOrCode } from './complaint/track-complaint/find-by-tracking-code';
import { RefusedPack } from './pack/publish-pack/publish-pack.handler';

registerProblem(
  OtherContent,
  () =>
    new Problem(422, 'idempotency-mismatch', 'The idempotency key was used for another request', {
      errors: [{ in: 'header', ...faultAt('/idempotency-key', 'other-content') }],
    }),
);

registerProblem(
  UnknownNumberOrCode,
  () => new Problem(404, 'unknown-number-or-code', 'Number and code do not belong together'),
);

registerProblem(
  TooManyWrongCodes,
  ({ secondsLeft }) =>
    new Problem(429, 'too-many-requests', 'Too many wrong codes', { retryAfterSeconds: secondsLeft }),
);

registerProblem(
  RefusedPack,
  ({ problems }) =>
    new Problem(422, 'refused-pack', 'The pack cannot be published', {
      errors: problems.map(({ path, line, column, rule, message }) => {
        const pointer = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
        return { ...faultAt(pointer, 'pack-rule', { rule }), detail: `line ${line}: ${message}`, line, column, rule };
      }),
    }),
);
