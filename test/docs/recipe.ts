import { readFile } from 'node:fs/promises'
import { build } from 'esbuild'

const page = await readFile(new URL('../../docs/events.md', import.meta.url), 'utf8')
const reconnecting = page.slice(page.indexOf('## Reconnecting correctly'))

/** The code of the page by heading; what stands before the first one is under ''. */
const blocks = new Map(
  reconnecting.split(/^### /m).map((section, index) => {
    const code = [...section.matchAll(/^```js\n(.*?)^```$/gms)].map(([, text = '']) => text)
    return [index === 0 ? '' : section.slice(0, section.indexOf('\n')), code] as const
  }),
)
const blockOf = (heading: string, index: number): string => {
  const code = blocks.get(heading)?.[index]
  if (code === undefined) throw new Error(`docs/events.md has no block ${index} under '${heading}'.`)
  return code
}

export const recipes = [...blocks.keys()].filter((heading) => heading !== '')

/** A recipe as one script for a browser: what the recipes share, and its own last block. */
export async function scriptOf(recipe: string, endpoint: string, after?: string): Promise<string> {
  const shared = [blockOf('', 0), blockOf('graphql-ws', 0), blockOf('Apollo Client', 0)].join('\n')
  const own = blockOf(recipe, (blocks.get(recipe)?.length ?? 0) - 1)
  const contents = `${shared}\n${own}`
    .replace(/^const ENDPOINT = .*$/m, `const ENDPOINT = ${JSON.stringify(endpoint)}`)
    .replace(/^let after.*$/m, `let after${after === undefined ? '' : ` = ${JSON.stringify(after)}`}`)
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  })
  return outputFiles[0]?.text ?? ''
}
