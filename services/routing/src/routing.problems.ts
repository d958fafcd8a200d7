import { Problem, registerProblem } from '@redress/http';
import { UnknownPack } from '@redress/policy';
import { UnknownCalendar } from '@redress/time';

const notReadYet = ({ message }: Error): Problem =>
  new Problem(503, 'not-ready', 'The procedure of the complaint has not been read yet', {
    detail: message,
    retryAfterSeconds: 1,
  });
registerProblem(UnknownPack, notReadYet);
registerProblem(UnknownCalendar, notReadYet);
