import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts'],
          // They keep nothing in modules: a process for each file would take longer than the tests in it.
          isolate: false,
          // Properties take a second or two of a core, and longer where others use it too.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: [
            'test/integration/**/*.test.ts',
            'test/security/durability/*.test.ts',
            'test/security/fuzz/**/*.test.ts',
            'test/security/core/**/*.test.ts',
          ],
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'interop',
          // In processes of their own, unlike the rest: some of these libraries can be set up once in each.
          include: ['test/interop/**/*.test.ts'],
          testTimeout: 30_000,
          // Its import paths lack extensions, which Node does not resolve.
          server: { deps: { inline: ['@lti-tool/core'] } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts', 'test/security/**/*.test.ts'],
          exclude: ['test/security/fuzz/**', 'test/security/core/**', 'test/security/durability/*.test.ts'],
          server: { deps: { inline: ['@lti-tool/core'] } },
          testTimeout: 90_000,
          // The fallback runtime is started up to three times.
          hookTimeout: 180_000,
          setupFiles: ['test/e2e/harness/display.ts'],
        },
      },
    ],
  },
});
