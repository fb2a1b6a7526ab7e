import { createRequire } from 'node:module'
import { configDefaults, defineConfig } from 'vitest/config'
import { WAIT_TIMEOUT_MS } from './test/support/timeouts.ts'

const { TEST_REPORT } = process.env

/** Files that run one after the other in the same worker, which loads the modules once. They change nothing of their process. */
const SHARED = [
  'emulator/test/!(cli).test.ts',
  'test/inventory/!(memory).test.ts',
  'test/server/!(kept-memory).test.ts',
  'test/{accounts,client,kms,mutations,pagination,permissions,push,resolvers,rotation,schema,store,subscriptions}/**/*.test.ts',
]

export default defineConfig({
  resolve: {
    // One copy of graphql: without this, inlined sources load another build of it than yoga and Pothos, which Node loads.
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    projects: [
      { extends: true, test: { name: 'shared', include: SHARED, isolate: false } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['{test,emulator}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...SHARED],
        },
      },
    ],
    globalSetup: 'test/support/build.ts',
    // CI reads the JSON report.
    reporters: TEST_REPORT ? ['default', ['json', { outputFile: TEST_REPORT }]] : ['default'],
    env: {
      // Without this, the SDK warns in each worker that later versions need a newer Node.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // Otherwise each worker and each gateway parses the certificate authorities that the user of this machine has set.
      AWS_CA_BUNDLE: '',
      NODE_EXTRA_CA_CERTS: '',
    },
    maxWorkers: 2,
    // These bounds end a test that hangs. They are longer than a wait, so that the failure names the missing condition.
    testTimeout: 5 * WAIT_TIMEOUT_MS,
    hookTimeout: 2 * WAIT_TIMEOUT_MS,
    expect: { poll: { timeout: WAIT_TIMEOUT_MS, interval: 5 } },
  },
})
