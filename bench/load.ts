import { percentile } from './figures.ts'

/** The result of a load. */
export interface LoadResult {
  readonly good: number
  readonly failed: number
  readonly seconds: number
  /** Latencies of the good responses, in milliseconds. */
  readonly latencies: readonly number[]
}

export interface LoadOptions {
  readonly clients: number
  readonly seconds: number
  /** Sends the next request of a client. `number` counts all requests of the load. */
  readonly request: (number: number) => Request
  /** Whether a response is complete. */
  readonly isGood: (body: string, status: number) => boolean
}

const TIMEOUT_MS = 60_000

/**
 * Clients that send the next request after each response, for `seconds`. Requests in flight at the end still count. The
 * load also ends when no client gets a response.
 */
export async function load({ clients, seconds, request, isGood }: LoadOptions): Promise<LoadResult> {
  const begun = performance.now()
  const until = begun + seconds * 1_000
  const latencies: number[] = []
  let sent = 0
  let failed = 0

  async function client(): Promise<void> {
    while (performance.now() < until) {
      const askedAt = performance.now()
      if (await ask(request(sent++), isGood)) latencies.push(performance.now() - askedAt)
      else failed++
    }
  }

  await Promise.all(Array.from({ length: clients }, client))
  return { good: latencies.length, failed, latencies, seconds: (performance.now() - begun) / 1_000 }
}

async function ask(request: Request, isGood: LoadOptions['isGood']): Promise<boolean> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    return isGood(await response.text(), response.status)
  } catch {
    return false
  }
}

export const goodPerSecond = ({ good, seconds }: LoadResult): number => good / seconds

export const p50 = ({ latencies }: LoadResult): number => percentile(latencies, 50)

export const p99 = ({ latencies }: LoadResult): number => percentile(latencies, 99)
