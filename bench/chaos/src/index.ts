export { DrivenPlace } from './interleavings/driven-place';
export { type Interleaving, type InterleavingReport, runInterleavings } from './interleavings/run-interleavings';
