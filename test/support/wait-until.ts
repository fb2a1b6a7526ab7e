import { vi } from 'vitest'

/** Resolves when it is so; asks again and again, and rejects after ten seconds. */
export async function waitUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitUntil(isSo, { timeout: 10_000, interval: 5 })
}
