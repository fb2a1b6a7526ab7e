import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'
import { WAIT_TIMEOUT_MS } from './test/support/timeouts.ts'

const { TEST_REPORT } = process.env

export default defineConfig({
  resolve: {
    // One copy of graphql: without this, inlined sources load another build of it than yoga and Pothos, which Node loads.
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    include: ['test/**/*.test.ts', 'emulator/test/**/*.test.ts'],
    globalSetup: 'test/support/build.ts',
    // CI reads the JSON report.
    reporters: TEST_REPORT ? ['default', ['json', { outputFile: TEST_REPORT }]] : ['default'],
    // Without this, the SDK warns in each worker that later versions need a newer Node.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    maxWorkers: 2,
    // These bounds end a test that hangs. They are longer than a wait, so that the failure names the missing condition.
    testTimeout: 5 * WAIT_TIMEOUT_MS,
    hookTimeout: 2 * WAIT_TIMEOUT_MS,
    expect: { poll: { timeout: WAIT_TIMEOUT_MS, interval: 5 } },
  },
})
