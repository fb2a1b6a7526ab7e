import { hasPassed } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { MAX_SCOPE_DELAY_MS } from '../defaults.ts'
import { KmsUnavailableError } from '../errors/operation-errors.ts'

/** The first page of the keys of one scope. */
export interface FirstPage {
  readonly scopeName: string
  readonly read: () => Promise<unknown>
}

/** The first pages of several scopes, read one after the other as long as each is answered soon. */
export interface FirstPages {
  /**
   * Resolves when the first page of a scope was read or has failed.
   *
   * @throws {KmsUnavailableError} if KMS does not answer within {@link MAX_SCOPE_DELAY_MS}. All scopes that do not answer in this
   * time share it, so that several slow scopes delay the keys of the others as long as one.
   */
  wait(index: number): Promise<void>
}

/** While a scope does not answer, the next scopes are read at the same time: `SCOPES_AHEAD` more each time this has passed. */
const LOOK_AHEAD_MS = 250
const SCOPES_AHEAD = 20

interface StartedPage {
  readonly settled: Promise<unknown>
  isSettled: boolean
  /** On the monotonic clock. */
  readonly deadline: number
}

export function createFirstPages(pages: readonly FirstPage[], clock: Clock): FirstPages {
  const started: StartedPage[] = []

  function startNext(count: number, deadline: number): void {
    for (const { read } of pages.slice(started.length, started.length + count)) {
      const settled = read().then(
        () => settle(),
        () => settle(),
      )
      const page: StartedPage = { settled, isSettled: false, deadline }
      const settle = () => {
        page.isSettled = true
      }
      started.push(page)
    }
  }

  async function isSettledBefore(page: StartedPage, ms: number): Promise<boolean> {
    const ended = new AbortController()
    await Promise.race([page.settled, hasPassed(clock, ms, ended.signal)])
    ended.abort()
    return page.isSettled
  }

  return {
    async wait(index) {
      // A single scope delays no other.
      if (pages.length === 1) return
      startNext(index + 1 - started.length, clock.elapsed() + MAX_SCOPE_DELAY_MS)
      const page = started[index]
      if (!page) return
      for (;;) {
        const leftMs = page.deadline - clock.elapsed()
        if (page.isSettled || (leftMs > 0 && (await isSettledBefore(page, Math.min(LOOK_AHEAD_MS, leftMs)))))
          return
        if (leftMs <= 0) break
        startNext(SCOPES_AHEAD, page.deadline)
      }
      throw new KmsUnavailableError(
        `KMS in ${pages[index]?.scopeName} did not list its keys within ${MAX_SCOPE_DELAY_MS / 1_000} s. Try again later.`,
      )
    },
  }
}
