// One suite: unit, whole-app and browser tests. PostgreSQL is started once (global set-up), each test file gets a database of its own.
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', {
      jsc: { parser: { syntax: 'typescript', tsx: false }, target: 'es2024', experimental: { keepImportAttributes: true } },
      module: { type: 'es6' },
    }],
  },
  modulePathIgnorePatterns: ['<rootDir>/web/dist', '<rootDir>/.data'],
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  maxWorkers: 2,
  testTimeout: 20_000,
}
