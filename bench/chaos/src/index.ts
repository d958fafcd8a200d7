export { DrivenPlace } from './interleavings/driven-place';
export {
  choose,
  type Course,
  coursesThatFailedOnce,
  type Interleaving,
  type InterleavingReport,
  runInterleavings,
} from './interleavings/run-interleavings';
