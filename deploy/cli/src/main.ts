import { runCli } from './run-cli';
import { processTerminal } from './terminal/terminal';

void runCli(process.argv.slice(2), processTerminal(), process.env).then((exitCode) => {
  process.exitCode = exitCode;
});
