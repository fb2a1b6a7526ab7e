// Writes the screenshots of the README. With a folder as argument, writes a screenshot of each page of the console into it, in both
// themes and at two widths, for a person to look at before a release.
import { mkdir } from 'node:fs/promises'
import { openConsole, serveConsole } from '../test/console/console.ts'
import { openGraphiql } from '../test/support/graphiql.ts'

const THEMES = ['light', 'dark'] as const
const WIDTHS = [1440, 390] as const

/** The pages of the console: name of the file, path, heading, and a text that is shown when the data has arrived. */
const pagesOf = (arn: string) => [
  { name: 'overview', path: '', title: 'Overview', shown: 'Keys by compliance' },
  { name: 'keys', path: 'keys?compliance=OVERDUE', title: /^Keys/, shown: 'invoices-archive' },
  { name: 'key', path: `keys/${arn}`, title: /invoices-archive/, shown: 'On-demand rotation' },
  { name: 'activity', path: 'activity', title: 'Activity', shown: 'Activity' },
  { name: 'compliance', path: 'compliance?by=owner', title: 'Compliance', shown: 'Exceptions' },
  { name: 'changes', path: 'changes', title: 'Requests and changes', shown: 'No change' },
  { name: 'settings', path: 'settings', title: 'Settings', shown: 'Price' },
]

/** The pages that the README shows. */
const IN_README = ['overview', 'key']

const folder = process.argv[2]
const served = await serveConsole()
try {
  const { key } = await served.query<{ key: { arn: string } }>(
    '{ key(by: { alias: "alias/invoices-archive" }) { arn } }',
  )
  const pages = pagesOf(key.arn)
  if (folder) await mkdir(folder, { recursive: true })
  for (const theme of THEMES)
    for (const width of folder ? WIDTHS : WIDTHS.slice(0, 1)) {
      await using browser = await openConsole(served.url, { theme, width })
      for (const { name, path, title, shown } of pages) {
        if (!folder && !IN_README.includes(name)) continue
        const page = await browser.open(path, title)
        await page.getByText(shown).first().waitFor()
        await page.screenshot({
          path: folder
            ? `${folder}/${name}-${theme}-${width}.png`
            : `docs/images/console-${name}-${theme}.png`,
          animations: 'disabled',
          fullPage: folder !== undefined,
        })
      }
      for (const complaint of browser.complaints)
        process.stderr.write(`${theme}, ${width} px: ${complaint}\n`)
    }
  if (!folder) {
    await using graphiql = await openGraphiql(`${served.url}graphql`)
    await graphiql.page.setViewportSize({ width: 1440, height: 900 })
    await graphiql.run()
    await graphiql.answered('"nodes": [{ "displayName"')
    await graphiql.page.screenshot({ path: 'docs/images/graphiql.png', animations: 'disabled' })
  }
} finally {
  await served[Symbol.asyncDispose]()
}
