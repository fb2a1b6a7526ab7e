import { readFile } from 'node:fs/promises'
import { buildSchema, parse, validate } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }
import { eventfulMetrics } from './eventful-metrics.ts'
import { matches, parsePromql } from './promql.ts'
import type { LabelMatcher, Selector } from './promql.ts'
import { seriesOf } from './scraped.ts'
import type { Series } from './scraped.ts'

interface Alert {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

interface Panel {
  readonly id: number
  readonly title: string
  readonly type: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly datasource?: unknown
  readonly targets?: readonly {
    readonly expr: string
    readonly legendFormat: string
    readonly datasource: unknown
  }[]
}

interface Variable {
  readonly name: string
  readonly type: string
  readonly definition?: string
}

const read = (file: string) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8')
const rules: readonly Alert[] = parseYaml(await read('deploy/prometheus/alerts.yaml')).groups.flatMap(
  ({ rules: alerts }: { readonly rules: readonly Alert[] }) => alerts,
)
const dashboard = JSON.parse(await read('deploy/grafana/kms-rotation-gateway.json'))
const panels: readonly Panel[] = dashboard.panels
const targets = panels.flatMap(({ title, targets: all = [] }) =>
  all.map(({ expr, legendFormat }) => ({ title, expr, legendFormat })),
)
const runbook = await read('docs/runbook.md')

/** Prometheus adds these labels when it scrapes. */
const TARGET_LABELS = ['job', 'instance']
/** Series of Prometheus itself. */
const OF_PROMETHEUS: readonly Series[] = [{ name: 'up', labels: {} }]

let page: string
let series: readonly Series[]
beforeAll(async () => {
  page = await eventfulMetrics()
  series = [...OF_PROMETHEUS, ...seriesOf(page)]
})

/** Grafana replaces these variables before it sends an expression. */
const withoutVariables = (expr: string) => expr.replaceAll(/\$__(?:rate_interval|range)\b/g, '5m')

/** The metrics, label values and labels of an expression that the gateway does not expose. */
function problemsOf(expr: string): readonly string[] {
  const { selectors, groupedBy = [] } = parsePromql(withoutVariables(expr))
  const labels = labelsOf(selectors)
  return [
    ...selectors.flatMap(problemsOfSelector),
    ...groupedBy.filter((label) => !labels.has(label)).map((label) => `by (${label})`),
  ]
}

function problemsOfSelector({ metric, matchers }: Selector): readonly string[] {
  const candidates = series.filter(({ name }) => name === metric)
  const own = matchers.filter(({ label }) => !TARGET_LABELS.includes(label))
  const selected = candidates.filter(({ labels }) =>
    own.every((matcher) => matches(matcher, labels[matcher.label] ?? '')),
  )
  const isExposed = ({ label }: LabelMatcher, value: string) =>
    candidates.some(({ labels }) => labels[label] === value)
  return [
    ...(selected.length > 0 ? [] : [`${metric} with ${JSON.stringify(own)}`]),
    ...own.flatMap((matcher) =>
      valuesOf(matcher)
        .filter((value) => !isExposed(matcher, value))
        .map((value) => `${metric}{${matcher.label}="${value}"}`),
    ),
  ]
}

const valuesOf = ({ operator, value }: LabelMatcher) => (operator.includes('~') ? value.split('|') : [value])

function labelsOf(selectors: readonly Selector[]): ReadonlySet<string> {
  const metrics = new Set(selectors.map(({ metric }) => metric))
  return new Set([
    ...TARGET_LABELS,
    ...series.filter(({ name }) => metrics.has(name)).flatMap(({ labels }) => Object.keys(labels)),
  ])
}

/** The labels that the result of an expression has. */
function resultLabelsOf(expr: string): ReadonlySet<string> {
  const { selectors, groupedBy } = parsePromql(withoutVariables(expr))
  return new Set(groupedBy ?? labelsOf(selectors))
}

describe('the check of expressions', () => {
  test.each([
    ['kms_gateway_kms_call_total', 'kms_gateway_kms_call_total with []'],
    ['kms_gateway_kms_calls_total{outcome="OKAY"}', 'kms_gateway_kms_calls_total{outcome="OKAY"}'],
    ['kms_gateway_kms_calls_total{outcome!="OKAY"}', 'kms_gateway_kms_calls_total{outcome="OKAY"}'],
    ['kms_gateway_kms_calls_total{outcome=~"OK|GONE"}', 'kms_gateway_kms_calls_total{outcome="GONE"}'],
    ['kms_gateway_kms_calls_total{result="OK"}', 'kms_gateway_kms_calls_total{result="OK"}'],
    ['sum by (result) (kms_gateway_kms_calls_total)', 'by (result)'],
  ])('finds what the gateway does not expose in %s', (expr, problem) => {
    expect(problemsOf(expr)).toContain(problem)
  })

  test('finds expressions that are not valid PromQL', () => {
    expect(() => parsePromql('sum by job (up)')).toThrow('Not valid PromQL')
    expect(() => parsePromql('rate(up[5m]')).toThrow('Not valid PromQL')
  })
})

describe.each(rules.map((rule) => [rule.alert, rule] as const))('the alert %s', (name, rule) => {
  test('reads only series that the gateway exposes', () => {
    expect(problemsOf(rule.expr)).toEqual([])
  })

  test('has a severity, a duration, texts and the address of its section in the runbook', () => {
    expect(rule.labels['severity']).toMatch(/^(critical|warning)$/)
    expect(rule.for).toMatch(/^\d+m$/)
    const { summary, description, runbook_url } = rule.annotations
    expect(summary).toMatch(/\.$/)
    expect(description).toMatch(/\.$/)
    const repository = packageJson.homepage.replace(/#.*/, '')
    expect(runbook_url).toBe(`${repository}/blob/main/docs/runbook.md#${name.toLowerCase()}`)
  })

  test('names only labels in its texts that its expression keeps', () => {
    const named = [...(rule.annotations['description'] ?? '').matchAll(/\$labels\.(\w+)/g)]
    const labels = resultLabelsOf(rule.expr)
    expect(named.filter(([, label = '']) => !labels.has(label))).toEqual([])
  })
})

describe('docs/runbook.md', () => {
  test('has a section for each alert, in the order of the rules', () => {
    const headings = [...runbook.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(rules.map(({ alert }) => alert))
  })

  test('says in each section what users notice, how to check and what to do', () => {
    for (const section of runbook.split(/^## /m).slice(1))
      for (const part of ['**Users notice**', '**Check**', '**Do:**']) expect(section).toContain(`- ${part}`)
  })

  test('searches for lines that the metrics page has', () => {
    const patterns = [...runbook.matchAll(/\/metrics \| grep (?:-E )?(?:'([^']+)'|(\S+))/g)]
    expect(patterns.length).toBeGreaterThan(4)
    for (const [, quoted, word = quoted ?? ''] of patterns) expect(page).toMatch(new RegExp(word))
  })

  test('searches for messages that the code logs', async () => {
    const messages = new Set([...runbook.matchAll(/\.msg == "([^"]+)"/g)].map(([, message = '']) => message))
    expect(messages.size).toBeGreaterThan(4)
    const files = ['server/operation/error-masking', 'server/operation/log', 'kms/aws/credential-health']
    files.push('rotation/change/request-follower', 'rotation/watch/key-watch', 'push/queue-consumer')
    files.push('kms/aws/sessions/account-sessions')
    const code = (await Promise.all(files.map((file) => read(`src/${file}.ts`)))).join('\n')
    for (const message of messages) expect(code).toContain(`'${message}'`)
  })

  test('has valid queries', async () => {
    const schema = buildSchema(await read('schema.graphql'))
    const queries = [...runbook.matchAll(/^ *```graphql\n([\s\S]*?)```/gm)]
    expect(queries.length).toBeGreaterThan(0)
    for (const [, query = ''] of queries) expect(validate(schema, parse(query))).toEqual([])
  })
})

describe('the dashboard', () => {
  test.each(targets)(
    'reads only series that the gateway exposes: $title, $expr',
    ({ expr, legendFormat }) => {
      expect(problemsOf(expr)).toEqual([])
      const labels = resultLabelsOf(expr)
      const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)]
      expect(named.filter(([, label = '']) => !labels.has(label))).toEqual([])
    },
  )

  test('shows each metric of the gateway', () => {
    const shown = new Set(
      targets
        .flatMap(({ expr }) => parsePromql(withoutVariables(expr)).selectors)
        .map(({ metric }) => metric),
    )
    const base = (name: string) => name.replace(/_(bucket|count|sum)$/, '')
    const all = new Set(
      series.map(({ name }) => base(name)).filter((name) => name.startsWith('kms_gateway_')),
    )
    const shownBases = new Set([...shown].map(base))
    expect([...all].filter((name) => !shownBases.has(name))).toEqual([])
  })

  test('reads its data from the selected source, and only from the selected job', () => {
    const source = { type: 'prometheus', uid: '${datasource}' }
    const variables: readonly Variable[] = dashboard.templating.list
    expect(variables.map(({ name, type }) => [name, type])).toEqual([
      ['datasource', 'datasource'],
      ['job', 'query'],
      ['instance', 'query'],
    ])
    for (const { definition } of variables.slice(1))
      expect(definition).toMatch(/^label_values\(kms_gateway_info[{,]/)
    for (const panel of panels.filter(({ type }) => type !== 'row')) {
      expect(panel.datasource).toEqual(source)
      for (const { expr, datasource } of panel.targets ?? []) {
        expect(datasource).toEqual(source)
        for (const { matchers } of parsePromql(withoutVariables(expr)).selectors)
          expect(matchers).toEqual(
            expect.arrayContaining([
              { label: 'job', operator: '=', value: '$job' },
              { label: 'instance', operator: '=~', value: '$instance' },
            ]),
          )
      }
    }
  })

  test('has panels with different IDs that do not overlap', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
  })
})
