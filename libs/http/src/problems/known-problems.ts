import { AccessDenied, DirectoryNotReady } from '@redress/access';
import { Blocked, NotFound, WrongFields, WrongPerson } from '@redress/commands';
import { StaleVersion } from '@redress/persistence';
import { InvalidToken, IssuerUnavailable } from '@redress/security';
import { Problem, registerProblem } from './problem';

const SOON_SECONDS = 1;
const ISSUER_RETRY_SECONDS = 5;

registerProblem(NotFound, ({ what }) => Problem.notFound(what));

registerProblem(WrongFields, ({ faults }) => Problem.fields(...faults));

registerProblem(Blocked, ({ obstacles }) => Problem.blocked(...obstacles));

registerProblem(
  WrongPerson,
  ({ obstacles }) => new Problem(403, 'access-denied', 'You may not do this', { blockedBy: obstacles }),
);

registerProblem(
  StaleVersion,
  ({ entity, currentVersion }) =>
    new Problem(
      412,
      'stale-version',
      'Somebody else changed it meanwhile',
      { detail: `The version of the ${entity} is now ${currentVersion}`, currentVersion },
      { etag: `"${currentVersion}"` },
    ),
);

registerProblem(
  InvalidToken,
  ({ message }) =>
    new Problem(
      401,
      'unauthenticated',
      'A valid access token is needed',
      { detail: message },
      { 'www-authenticate': 'Bearer error="invalid_token"' },
    ),
);

registerProblem(
  AccessDenied,
  ({ message, missing, grantedBy }) =>
    new Problem(403, 'access-denied', 'You may not do this', { detail: message, missing, grantedBy }),
);

registerProblem(
  IssuerUnavailable,
  ({ message }) =>
    new Problem(503, 'issuer-unavailable', 'Nobody can be identified now', {
      detail: message,
      retryAfterSeconds: ISSUER_RETRY_SECONDS,
    }),
);

registerProblem(
  DirectoryNotReady,
  ({ message }) =>
    new Problem(503, 'not-ready', 'The service is still starting', {
      detail: message,
      retryAfterSeconds: SOON_SECONDS,
    }),
);
