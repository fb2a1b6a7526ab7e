import { beforeAll } from 'vitest'
import { useBrowser } from './browser.ts'

/** The pages of this test file share one Chromium. Each page has its own profile. */
export function shareBrowser(): void {
  beforeAll(async () => {
    const used = await useBrowser()
    return () => used[Symbol.asyncDispose]()
  })
}
