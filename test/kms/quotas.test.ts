import { expect, test } from 'vitest'
import { StartupError } from '../../src/errors/startup-error.ts'
import { KMS_OPERATIONS, OPERATIONS } from '../../src/kms/operations.ts'
import { backgroundQuotas, ownQuotas } from '../../src/kms/rate/quotas.ts'
import { createEmulator } from '../../emulator/emulator.ts'

test('the gateway uses half of each AWS quota by default', () => {
  expect(ownQuotas()).toEqual({
    ListKeys: 250,
    DescribeKey: 1_000,
    ListAliases: 250,
    ListResourceTags: 1_000,
    GetKeyRotationStatus: 500,
    ListKeyRotations: 50,
    GetKeyLastUsage: 2.5,
    EnableKeyRotation: 7.5,
    DisableKeyRotation: 2.5,
    RotateKeyOnDemand: 2.5,
  })
})

test('the emulator enforces the quotas of AWS', async () => {
  await using emulator = createEmulator()
  expect(emulator.settings().quotas).toMatchObject(
    Object.fromEntries(KMS_OPERATIONS.map((operation) => [operation, OPERATIONS[operation].quota])),
  )
})

test('the gateway uses a given share, and a given quota that AWS has raised', () => {
  expect(ownQuotas({ share: 0.2, quotas: { ListKeyRotations: 400 } })).toMatchObject({
    ListKeyRotations: 80,
    ListKeys: 100,
  })
})

test('background requests get a tenth of the quota of the account, whatever the share', () => {
  expect(backgroundQuotas({ share: 0.02, quotas: { ListKeyRotations: 400 } })).toMatchObject({
    ListKeyRotations: 40,
    GetKeyRotationStatus: 100,
    DescribeKey: 200,
  })
})

test.each([
  [{ share: 0 }, "The share of KMS's quotas is 0. Set it above 0 and at most 1."],
  [{ share: 1.5 }, "The share of KMS's quotas is 1.5. Set it above 0 and at most 1."],
  [{ share: NaN }, "The share of KMS's quotas is NaN. Set it above 0 and at most 1."],
  [{ quotas: { Encrypt: 5 } }, "A quota is given for 'Encrypt', which this gateway does not call."],
  [{ quotas: { toString: 5 } }, "A quota is given for 'toString'"],
  [{ quotas: { ListKeys: 0 } }, 'The quota of ListKeys is 0 requests per second. Set it above 0.'],
])('rejects an invalid share or quota at start: %j', (options, message) => {
  expect(() => ownQuotas(options)).toThrow(StartupError)
  expect(() => ownQuotas(options)).toThrow(message)
})
