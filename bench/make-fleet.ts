import type { BenchEmulator } from './emulator.ts'

const ROTATIONS_PER_KEY = 6
const MADE_AT_ONCE = 50

/** Creates keys with several years of history and automatic rotation. Resolves with their ARNs. */
export async function makeFleet(
  emulator: BenchEmulator,
  keys: number,
  regions: readonly string[] = ['us-east-1'],
  accountIds: readonly string[] = ['111122223333'],
): Promise<readonly string[]> {
  const arns: string[] = []
  const rotations = Array.from({ length: ROTATIONS_PER_KEY }, (_, index) => ({
    date: `-${(index + 1) * 200}d`,
  }))
  const scopes = accountIds.flatMap((accountId) => regions.map((region) => ({ accountId, region })))
  while (arns.length < keys) {
    const made = await Promise.all(
      Array.from({ length: Math.min(MADE_AT_ONCE, keys - arns.length) }, (_, index) =>
        emulator.createKey({
          ...scopes[(arns.length + index) % scopes.length],
          createdAt: '-1400d',
          automaticRotation: { periodInDays: 200, nextRotationDate: '+100d' },
          rotations,
        }),
      ),
    )
    arns.push(...made.map(({ arn }) => arn))
  }
  return arns
}
