import { expect, test } from 'vitest'
import { StartupError } from '../../src/errors/startup-error.ts'
import { AWS_QUOTAS, ownQuotas } from '../../src/kms/rate/quotas.ts'
import { createEmulator } from '../../emulator/emulator.ts'

test('are half of what AWS allows', () => {
  expect(ownQuotas()).toEqual({
    ListKeys: 250,
    DescribeKey: 1_000,
    ListAliases: 250,
    ListResourceTags: 1_000,
    GetKeyRotationStatus: 500,
    ListKeyRotations: 50,
    EnableKeyRotation: 7.5,
    DisableKeyRotation: 2.5,
    RotateKeyOnDemand: 2.5,
  })
})

test('of AWS are those that the emulator holds its callers to', async () => {
  await using emulator = createEmulator()
  expect(emulator.settings().quotas).toEqual(AWS_QUOTAS)
})

test('are another share, and of a quota that AWS has raised', () => {
  expect(ownQuotas({ share: 0.2, quotas: { ListKeyRotations: 400 } })).toMatchObject({
    ListKeyRotations: 80,
    ListKeys: 100,
  })
})

test.each([
  [{ share: 0 }, "The share of KMS's quotas is 0; it must be above 0 and at most 1."],
  [{ share: 1.5 }, "The share of KMS's quotas is 1.5; it must be above 0 and at most 1."],
  [{ share: NaN }, "The share of KMS's quotas is NaN; it must be above 0 and at most 1."],
  [{ quotas: { Encrypt: 5 } }, "A quota is given for 'Encrypt', which this gateway never asks of KMS."],
  [{ quotas: { toString: 5 } }, "A quota is given for 'toString'"],
  [{ quotas: { ListKeys: 0 } }, 'The quota of ListKeys is 0 requests a second; it must be above 0.'],
])('that cannot be are refused at the start: %j', (options, message) => {
  expect(() => ownQuotas(options)).toThrow(StartupError)
  expect(() => ownQuotas(options)).toThrow(message)
})
