import { defineConfig } from 'vitest/config';
import { precompile } from './scripts/precompile.ts';

export default defineConfig({
  plugins: [
    {
      // Pages are tested as they are served.
      name: 'precompiled',
      enforce: 'pre',
      transform: { filter: { id: /\.tsx$/ }, handler: (source, file) => precompile(source, file) },
    },
  ],
  test: {
    globalSetup: './tests/support/global-setup.ts',
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['tests/e2e/**'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.{ts,tsx}'],
          globalSetup: ['./tests/e2e/setup.ts'],
          // A whole journey, on a machine that does much else.
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // A browser per file on two cores: more would only wait for one another.
          maxWorkers: 2,
        },
      },
    ],
  },
});
