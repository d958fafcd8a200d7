#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '..', 'dist', 'main.js');
if (existsSync(main)) {
  require(main);
} else {
  console.error('redress is not built yet. Run "npm run build" in the root of the repository first.');
  process.exitCode = 1;
}
