import { createHash } from 'node:crypto'
import { escapeHtml } from '../operation/escape-html.ts'
import { BASE } from './console-folder.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'

export interface ConsolePageOptions {
  /** The page as built, with {@link BASE}. */
  readonly html: string
  /** The path of the console, with a slash at the end. */
  readonly root: string
  /** Other origins that the page may connect to. */
  readonly connectsTo: () => Promise<readonly string[]>
}

/** Answers a request for any page of the console. The page itself shows what belongs to the path. */
export type ConsolePage = (request: Request) => Promise<Response>

export function createConsolePage({ html, root, connectsTo }: ConsolePageOptions): ConsolePage {
  const page = html.replace(BASE, () => `<base href="${escapeHtml(root)}">`)
  return async (request) => {
    const policy = contentSecurityPolicy(await connectsTo())
    // Includes the policy: a browser must not keep an old policy with the page.
    const etag = `"${createHash('sha256').update(policy).update(page).digest('base64url')}"`
    const headers = {
      'content-security-policy': policy,
      // The window in which people sign in at an issuer keeps its reference to this one.
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'cache-control': 'no-cache',
      etag,
      // Programs get another response.
      vary: 'accept',
    }
    if (isCurrent(request, etag)) return new Response(null, { status: 304, headers })
    return new Response(page, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } })
  }
}

/** Whether the browser has this version. A proxy that compresses the page puts `W/` before the tag. */
function isCurrent({ headers }: Request, etag: string): boolean {
  const known = headers.get('if-none-match')?.split(',') ?? []
  return known.some((each) => ['*', etag, `W/${etag}`].includes(each.trim()))
}
