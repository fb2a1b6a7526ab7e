import { QueryClient } from '@tanstack/react-query'
import { GatewayError } from '../../client/index.ts'

const MAX_RETRIES = 2

/** The answers that the page keeps. It has no rule of its own about freshness: each answer is asked again at its interval. */
export const answers = new QueryClient({
  defaultOptions: {
    queries: {
      // The page says itself that the gateway cannot be reached. A browser that believes to be offline can reach a local gateway.
      networkMode: 'always',
      retry: (count, error) =>
        count < MAX_RETRIES &&
        error instanceof GatewayError &&
        error.isRetryable &&
        error.code !== 'NETWORK_ERROR',
      retryDelay: (count, error) =>
        error instanceof GatewayError && error.retryAfterSeconds !== undefined
          ? error.retryAfterSeconds * 1_000
          : 1_000 * 2 ** count,
    },
  },
})
