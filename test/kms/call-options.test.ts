import { expect, test } from 'vitest'
import { createCachedKms } from '../../src/kms/cache/cached-kms.ts'
import type { CallOptions, Kms } from '../../src/kms/kms.ts'
import { createObservedKms } from '../../src/kms/observed-kms.ts'
import { createLimitedKms } from '../../src/kms/rate/limited-kms.ts'
import { KEY_ARN } from '../rotation/kms-values.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createStillClock } from '../support/still-clock.ts'

test('a change carries the subject on whose behalf it is sent through every layer', async () => {
  const clock = createStillClock()
  const fake = createFakeKms(KEY_ARN)
  const received: (CallOptions | undefined)[] = []
  const adapter: Kms = {
    scope: fake.scope,
    call(operation, input, options) {
      received.push(options)
      return fake.call(operation, input, options)
    },
  }
  const observed = createObservedKms(adapter, (_, send) => send())
  using limited = createLimitedKms({ kms: observed, clock })
  const cached = createCachedKms(limited, { clock })
  for (const kms of [cached, cached.fresh]) {
    await kms.enableKeyRotation(KEY_ARN, 365, { onBehalfOf: 'alice' })
    await kms.disableKeyRotation(KEY_ARN, { onBehalfOf: 'alice' })
    await kms.rotateKeyOnDemand(KEY_ARN, { onBehalfOf: 'alice' })
  }
  expect(received).toMatchObject(Array.from({ length: 6 }, () => ({ onBehalfOf: 'alice' })))
})
