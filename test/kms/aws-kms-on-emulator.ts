import { createEmulatorClock } from '../../emulator/emulator-clock.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import type { EmulatorOptions } from '../../emulator/emulator.ts'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import type { AwsKmsOptions } from '../../src/kms/aws/aws-kms.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import type { KmsUnderTest } from './kms-contract.ts'

/** The adapter with the real SDK and a real socket, against an emulator whose clock does not move. */
export async function startAwsKms(
  { settings, ...emulatorOptions }: EmulatorOptions = {},
  kmsOptions: Partial<AwsKmsOptions> = {},
): Promise<KmsUnderTest> {
  const clock = createEmulatorClock({ speed: 0 })
  const emulator = createEmulator({
    clock,
    settings: { isThrottling: false, ...settings },
    ...emulatorOptions,
  })
  const endpoint = await emulator.listen({ port: 0 })
  const kms = withMethods(
    createAwsKms({
      region: emulator.regions[0] ?? '',
      accountId: emulator.accountId,
      clock,
      endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      ...kmsOptions,
    }),
  )
  return {
    kms,
    emulator,
    async [Symbol.asyncDispose]() {
      kms[Symbol.dispose]()
      await emulator[Symbol.asyncDispose]()
    },
  }
}
