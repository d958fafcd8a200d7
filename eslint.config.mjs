import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const testingLibraries = {
  group: ['@redress/testing', '@redress/service-testing', '@redress/infrastructure'],
  message: 'Only tests use the testing libraries.',
};

const frameworks = {
  group: ['@nestjs/*', 'typeorm', 'kafkajs', 'pg', 'fastify'],
  message: 'Domain folders import no framework.',
};

const http = {
  group: ['@redress/http', '@redress/attachments/http', '**/*.dto'],
  message: 'Commands and rules know neither HTTP nor the shapes of its bodies.',
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/out-tsc/**', '**/node_modules/**', '**/*.cjs', '**/*.mjs'] },
  ...tseslint.configs.recommended,
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
    files: ['services/*/src/**/*.{handler,query,consumer}.ts', 'services/*/src/**/*-desk.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [testingLibraries, http] }] },
  },
  {
    files: ['services/*/src/**/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [testingLibraries, frameworks, http] }] },
  },
);
