import { SignInError } from './sign-in-error.ts'

// The window and the page talk over a BroadcastChannel and not over `window.opener`, which the header
// Cross-Origin-Opener-Policy of the console or of the issuer removes.
const CHANNEL = 'kms-rotation-gateway sign-in'
const ACKNOWLEDGED_WITHIN_MS = 3_000

type Message = { readonly response: string } | { readonly received: string }

const stateOf = (url: string) => new URL(url).searchParams.get('state')

/** A window in which the user signs in at an issuer. */
export interface Popup {
  show(url: string): void
  close(): void
}

/**
 * Opens an empty window. Call it in the handler of a click, before anything asynchronous: a browser blocks other windows.
 *
 * @throws {SignInError} if the browser blocks it
 */
export function openPopup(): Popup {
  const left = Math.max(0, screenX + (outerWidth - WIDTH) / 2)
  const popup = open('', '', `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${screenY + 80}`)
  if (!popup)
    throw new PopupBlockedError(
      'The browser blocked the window for signing in. Sign in on this page instead.',
    )
  return {
    show: (url) => popup.location.replace(url),
    close: () => popup.close(),
  }
}

export class PopupBlockedError extends SignInError {}

const WIDTH = 500
const HEIGHT = 680

/** Resolves with the address to which the issuer has sent the window. @throws the reason of the signal */
export async function responseOfPopup(state: string, signal: AbortSignal): Promise<string> {
  const channel = new BroadcastChannel(CHANNEL)
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
        if (!('response' in data) || stateOf(data.response) !== state) return
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- only pages of this origin receive it
        channel.postMessage({ received: state } satisfies Message)
        resolve(data.response)
      })
    })
  } finally {
    channel.close()
  }
}

/** Gives the address of this window to the page that opened it. Resolves with whether a page has taken it. */
export async function handOver(response: string): Promise<boolean> {
  const channel = new BroadcastChannel(CHANNEL)
  try {
    return await new Promise((resolve) => {
      setTimeout(() => resolve(false), ACKNOWLEDGED_WITHIN_MS)
      channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
        if ('received' in data && data.received === stateOf(response)) resolve(true)
      })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- only pages of this origin receive it
      channel.postMessage({ response } satisfies Message)
    })
  } finally {
    channel.close()
  }
}
