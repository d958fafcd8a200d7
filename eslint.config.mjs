import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import words, { pageParser } from './plain-words.mjs';

const testingLibraries = {
  group: ['@redress/testing', '@redress/service-testing', '@redress/infrastructure'],
  message: 'Only tests use the testing libraries.',
};

const frameworks = {
  group: ['@nestjs/*', 'typeorm', 'kafkajs', 'pg', 'fastify'],
  message: 'Domain folders import no framework.',
};

/** Anything else takes a connection of its own, beside the transaction at hand. */
const repositoriesOfTransactions = [
  {
    selector: "ImportDeclaration[source.value='@nestjs/typeorm']",
    message: 'Repositories belong to a transaction: use tx.manager.',
  },
  {
    selector: "ImportDeclaration[source.value='typeorm'] ImportSpecifier[imported.name='DataSource']",
    message: 'Repositories belong to a transaction: use tx.manager; @redress/persistence has the data source.',
  },
  {
    selector: "CallExpression[callee.property.name='getRepository'][callee.object.property.name!='manager']",
    message: 'Repositories belong to a transaction: use tx.manager.getRepository.',
  },
  {
    selector: "CallExpression[callee.property.name='transaction'][callee.object.property.name='manager']",
    message: 'A transaction has no transaction inside: it would commit what the outer one undoes.',
  },
];

const http = {
  group: ['@redress/http', '@redress/attachments/http', '**/*.dto'],
  message: 'Commands and rules know neither HTTP nor the shapes of its bodies.',
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/out-tsc/**', '**/node_modules/**', '**/*.cjs', '**/*.mjs'] },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts', '**/*.md'],
    plugins: { words },
    rules: { 'words/plain-words': 'error' },
  },
  { files: ['**/*.md'], languageOptions: { parser: pageParser } },
  // Generated: their words are those of the declarations.
  { files: ['docs/{coverage,events,lifecycle,licences}.md'], rules: { 'words/plain-words': 'off' } },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.all.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          depConstraints: [
            {
              sourceTag: 'type:service',
              onlyDependOnLibsWithTags: ['type:contracts', 'type:platform', 'type:testing'],
            },
            {
              sourceTag: 'type:testing',
              onlyDependOnLibsWithTags: ['type:contracts', 'type:platform', 'type:testing'],
            },
            {
              sourceTag: 'type:platform',
              onlyDependOnLibsWithTags: ['type:contracts', 'type:platform', 'type:testing'],
            },
            { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:contracts'] },
            {
              sourceTag: 'type:tool',
              onlyDependOnLibsWithTags: ['type:contracts', 'type:platform', 'type:testing', 'type:tool'],
            },
          ],
        },
      ],
    },
  },
  {
    files: ['{services,libs}/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'libs/{testing,service-testing}/**', 'services/*/src/testing/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [testingLibraries] }] },
  },
  {
    files: ['{services,libs}/*/src/**/*.ts'],
    ignores: ['libs/{persistence,testing,service-testing}/**'],
    rules: { 'no-restricted-syntax': ['error', ...repositoriesOfTransactions] },
  },
  {
    files: ['services/*/src/**/*.{handler,query,consumer}.ts', 'services/*/src/**/*-desk.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [testingLibraries, http] }] },
  },
  {
    files: ['services/*/src/**/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [testingLibraries, frameworks, http] }] },
  },
);
