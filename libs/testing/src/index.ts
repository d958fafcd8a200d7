export { aPerson, aUnit } from './directory-entries';
export { eventually, type EventuallyOptions } from '@redress/infrastructure';
export { SeededRandom } from './seeded-random';
export { startTestRun, testInfrastructure, type TestRun, type TestSuite } from './test-infrastructure';
export { type ExtraClaims, testIssuer, type TestIssuer } from './token-issuer';
