const fs = require('node:fs');

const swc = JSON.parse(fs.readFileSync(`${__dirname}/.swcrc`, 'utf8'));
// Packages that are ESM only. A missing one fails with "Must use import to load ES Module: <path>": add its name.
const esm = [
  '@nestjs',
  'cookie',
  'content-disposition',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'nodemailer',
  'smtp-server',
  'uuid',
  'jose',
  'openid-client',
  'oauth4webapi',
  'commander',
  'oidc-provider',
];

const base = (rootDir) => ({
  rootDir,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@redress/source', 'node', 'require', 'default'] },
  transform: { '^.+\\.[cm]?[tj]s$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esm.join('|')})/)`],
});

/**
 * Two jest projects per workspace project: `unit` (nothing real, `*.unit.spec.ts` and `*.contract.spec.ts` that need no
 * server) and `int` (`*.int.spec.ts`, `*.e2e.spec.ts`: real PostgreSQL and Kafka, given by the root test command).
 */
module.exports = (rootDir) => ({
  projects: [
    { ...base(rootDir), displayName: 'unit',
      setupFilesAfterEnv: [`${__dirname}/jest.unit-setup.cjs`], testMatch: ['<rootDir>/src/**/*.unit.spec.ts', '<rootDir>/src/**/*.contract.spec.ts'] },
    { ...base(rootDir), displayName: 'int',
      setupFilesAfterEnv: [`${__dirname}/jest.int-setup.cjs`], testMatch: ['<rootDir>/src/**/*.int.spec.ts', '<rootDir>/src/**/*.e2e.spec.ts'] },
  ],
});
