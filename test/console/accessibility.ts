import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The rules of WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The violations of WCAG 2.2 AA on the page: the rule, and the elements that violate it. */
export async function violationsOn(page: Page): Promise<string[]> {
  // Evaluated by the debugger, to which the Content-Security-Policy does not apply.
  await page.evaluate(await source)
  const results: AxeResults = await page.evaluate(
    (tags) => Reflect.get(globalThis, 'axe').run(document, { runOnly: { type: 'tag', values: tags } }),
    TAGS,
  )
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} (${failureSummary})`),
  )
}
