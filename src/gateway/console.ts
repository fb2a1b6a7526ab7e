import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { StartupError } from '../errors/startup-error.ts'
import { readConsoleFolder } from '../server/console/console-folder.ts'
import type { ConsoleFolder } from '../server/console/console-folder.ts'
import type { GatewayOptions } from './options.ts'

/** The build puts this module into `dist` or a folder of it, and the console into `dist/console`. In `src`, neither place exists. */
const PLACES = ['./console/', '../console/']

/**
 * The files of the console. Undefined if it is off, or if the gateway runs from source.
 *
 * @throws {StartupError} if the option demands a console that does not exist
 */
export function findConsole(option: GatewayOptions['console']): ConsoleFolder | undefined {
  if (option === false) return undefined
  if (typeof option === 'object') return readConsoleFolder(option.folder)
  // Another bundler may have removed the URL of the module.
  const places = PLACES.filter((place) => URL.canParse(place, import.meta.url))
  const folders = places.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  const folder = folders.find((each) => existsSync(`${each}index.html`))
  if (folder !== undefined) return readConsoleFolder(folder)
  if (option === true)
    throw new StartupError(
      `The console is not built: index.html was not found in ${folders.join(' or ')}. Run npm run build, or omit --console.`,
    )
  return undefined
}
