#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// The Kafka client sets timers into the past, and Node remarks on each.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => {
  if (name !== 'TimeoutNegativeWarning') console.error(`${name}: ${message}`);
});

const main = join(__dirname, '..', 'dist', 'main.js');
if (existsSync(main)) {
  require(main);
} else {
  console.error('redress is not built yet. Run "npm run build" in the root of the repository first.');
  process.exitCode = 1;
}
