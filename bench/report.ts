import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

const PAGE = 'docs/performance.md'

/** Prints the figures of a part and writes them between its markers in a page. */
export function report(part: string, figures: readonly string[], file = PAGE): void {
  const text = figures.join('\n\n')
  process.stdout.write(`\n## ${part}\n\n${text}\n`)
  const [begin, end] = [`<!-- figures: ${part} -->`, `<!-- end of figures: ${part} -->`]
  const page = readFileSync(file, 'utf8')
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`${file} has no markers for '${part}'.`)
  writeFileSync(file, `${before}${begin}\n\n${text}\n\n${end}${after}`)
}

/** The machine and the date of the figures. */
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
