export { aPerson, aSource, aUnit } from './directory-entries';
export { eventually, type EventuallyOptions } from '@redress/infrastructure';
export { BOMBS, hugeRecord, LYING_LZ4, publishPacked, type BatchPacking } from './packed-batch';
export { refusalRows, type CommandInStates } from './refusal-rows';
export { SeededRandom } from './seeded-random';
export { startTestRun, testInfrastructure, type TestRun, type TestSuite } from './test-infrastructure';
export { type ExtraClaims, testIssuer, type TestIssuer } from './token-issuer';
