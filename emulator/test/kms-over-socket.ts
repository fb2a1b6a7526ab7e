import { KMSClient } from '@aws-sdk/client-kms'
import type { KMSServiceException } from '@aws-sdk/client-kms'
import { createEmulatorClock } from '../emulator-clock.ts'
import type { EmulatorClock } from '../emulator-clock.ts'
import { createEmulator } from '../emulator.ts'
import type { Emulator, EmulatorOptions } from '../emulator.ts'

export const START = Date.parse('2026-11-23T12:00:00.000Z')
export const ACCOUNT = '111122223333'
export const UNKNOWN_ID = '0f0f0f0f-1111-4222-8333-444455556666'
export const MINUTE = 60_000
export const DAY = 86_400_000

export interface KmsOverSocket extends AsyncDisposable {
  readonly emulator: Emulator
  readonly clock: EmulatorClock
  readonly endpoint: string
  /** A client of one Region that sends everything once. */
  readonly kms: (region?: string) => KMSClient
}

/** An emulator on a clock that stands still, listening on a real socket, and SDK clients for it. */
export async function kmsOverSocket(options: EmulatorOptions = {}): Promise<KmsOverSocket> {
  const clock = options.clock ?? createEmulatorClock({ start: START, speed: 0 })
  const emulator = createEmulator({ ...options, clock })
  const endpoint = await emulator.listen({ port: 0 })
  const clients = new Map<string, KMSClient>()
  return {
    emulator,
    clock,
    endpoint,
    kms: (region = 'us-east-1') => {
      const known = clients.get(region)
      if (known) return known
      const client = new KMSClient({
        region,
        endpoint,
        maxAttempts: 1,
        credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
      })
      clients.set(region, client)
      return client
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients.values()) client.destroy()
      await emulator[Symbol.asyncDispose]()
    },
  }
}

/** The error of a call. Fails when the call succeeds. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number | undefined }> {
  const outcome = await call.then(
    () => undefined,
    (error: KMSServiceException) => error,
  )
  if (!outcome) throw new Error('the call succeeded')
  return { name: outcome.name, message: outcome.message, status: outcome.$metadata?.httpStatusCode }
}

/** One request as bytes, signed for a Region in name only. */
export const send = (
  endpoint: string,
  operation: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  fetch(endpoint, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `TrentService.${operation}`,
      authorization: signedFor('us-east-1'),
      ...headers,
    },
  })

export const signedFor = (region: string, service = 'kms') =>
  `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/${region}/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`
