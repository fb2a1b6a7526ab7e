/** Samples of a page in Prometheus's format, by name and labels as they are written. */
export function samplesOf(text: string): ReadonlyMap<string, number> {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const end = line.lastIndexOf(' ')
        return [line.slice(0, end), Number(line.slice(end + 1))]
      }),
  )
}

/** The type and help text of each metric. */
export function metricsOf(
  text: string,
): ReadonlyMap<string, { readonly type: string; readonly help: string }> {
  const helps = new Map(
    [...text.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name = '', help = '']) => [name, help]),
  )
  return new Map(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [
      name,
      { type, help: helps.get(name) ?? '' },
    ]),
  )
}

export interface Series {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

/** The series of a page in Prometheus's format. */
export function seriesOf(text: string): readonly Series[] {
  return [...samplesOf(text).keys()].map((written) => {
    const [name = '', labels = ''] = written.split('{', 2)
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)]
    return { name, labels: Object.fromEntries(pairs.map(([, label = '', value = '']) => [label, value])) }
  })
}
