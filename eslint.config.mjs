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
  { files: ['docs/{events,lifecycle}.md'], rules: { 'words/plain-words': 'off' } },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
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
    files: ['services/*/src/**/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [testingLibraries, frameworks] }] },
  },
);
