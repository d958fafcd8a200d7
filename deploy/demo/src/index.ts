export { readOptions, UsageError, type DemoOptions } from './options';
export { beginningOf, play } from './play';
export { readSampleRows, submissionOf, type SampleRow } from './sample/sample-row';
export { isFlawless, type Figures } from './show/figures';
