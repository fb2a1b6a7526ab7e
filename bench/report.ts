import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

const PAGE = 'docs/performance.md'

/** Prints a part's figures and puts them into the page, between its markers; the prose around them stays. */
export function report(part: string, figures: readonly string[]): void {
  const text = figures.join('\n\n')
  process.stdout.write(`\n## ${part}\n\n${text}\n`)
  const [begin, end] = [`<!-- figures: ${part} -->`, `<!-- end of figures: ${part} -->`]
  const page = readFileSync(PAGE, 'utf8')
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has no place for '${part}'.`)
  writeFileSync(PAGE, `${before}${begin}\n\n${text}\n\n${end}${after}`)
}

/** Where and when the figures were taken. */
export function configuration(facts: Readonly<Record<string, string | number>>): string {
  const all = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    processors: `${cpus().length}, shared with other work`,
    ...facts,
  }
  return Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ')
}
