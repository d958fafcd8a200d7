// Lets a child process of a test run TypeScript: node --conditions=@redress/source -r spec-loader.cjs file.ts
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

const swc = JSON.parse(readFileSync(`${__dirname}/../../.swcrc`, 'utf8'));

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    ...swc,
    swcrc: false,
    filename,
    sourceMaps: 'inline',
  });
  module._compile(code, filename);
};
