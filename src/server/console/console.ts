import { createConsoleAssets } from './assets.ts'
import type { ConsoleFolder } from './console-folder.ts'
import { createConsolePage } from './page.ts'

export interface ConsoleOptions {
  readonly files: Pick<ConsoleFolder, 'page' | 'assets'>
  /** Other origins that the console connects to, such as those of issuers. @default none */
  readonly connectsTo?: (() => Promise<readonly string[]>) | undefined
}

export interface ConsolePages {
  /** Answers with the page of the console, or with 304. */
  page(request: Request): Promise<Response>
  isAsset(pathname: string): boolean
  /** Undefined if the console does not have the file. */
  asset(pathname: string, acceptEncoding: string): Promise<Response | undefined>
}

export interface ConsolePaths {
  /** With a slash at the end. */
  readonly root: string
  /** With a slash at the end. */
  readonly assets: string
}

export function createConsole(
  { files, connectsTo }: ConsoleOptions,
  { root, assets }: ConsolePaths,
): ConsolePages {
  const found = createConsoleAssets(files.assets)
  return {
    page: createConsolePage({ html: files.page, root, connectsTo: connectsTo ?? (async () => []) }),
    isAsset: (pathname) => pathname.startsWith(assets),
    asset: async (pathname, acceptEncoding) =>
      pathname.startsWith(assets) ? found.respond(pathname.slice(assets.length), acceptEncoding) : undefined,
  }
}
