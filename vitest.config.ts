import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'sandbox/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/ground/global.ts', 'test/cast/keeper.ts'],
    pool: 'threads',
    // Files share a worker: none of them changes anything global, and starting one costs 0.2 s.
    isolate: false,
    // One more than the cores of a small machine: half of the time a test waits for a process.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
})
