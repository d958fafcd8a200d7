export { runCli } from './run-cli';
export type { Terminal } from './terminal/terminal';
