import { parser } from '@prometheus-io/lezer-promql'

export interface LabelMatcher {
  readonly label: string
  readonly operator: '=' | '!=' | '=~' | '!~'
  readonly value: string
}

/** The series that an expression reads, such as `up{job="gateway"}`. */
export interface Selector {
  readonly metric: string
  readonly matchers: readonly LabelMatcher[]
}

export interface Expression {
  readonly selectors: readonly Selector[]
  /** The labels after `by`. Undefined: the result has the labels of its series. */
  readonly groupedBy: readonly string[] | undefined
}

const MATCHER = /^(\w+)\s*(=~|!~|!=|=)\s*"(.*)"$/s

/**
 * Parses PromQL with the grammar of Prometheus's own web interface.
 *
 * @throws if the expression is not valid
 */
export function parsePromql(text: string): Expression {
  const selectors: Selector[] = []
  const groupedBy = new Set<string>()
  let matchers: LabelMatcher[] = []
  parser.parse(text).iterate({
    enter({ name, type, from, to, node }) {
      const part = text.slice(from, to)
      if (type.isError) throw new Error(`Not valid PromQL at character ${from}: ${text}`)
      if (name === 'VectorSelector') {
        matchers = []
        selectors.push({ metric: text.slice(from, node.getChild('Identifier')?.to), matchers })
      }
      if (name === 'UnquotedLabelMatcher') matchers.push(matcherOf(part))
      if (name === 'GroupingLabels')
        for (const label of node.getChildren('LabelName')) groupedBy.add(text.slice(label.from, label.to))
    },
  })
  return { selectors, groupedBy: groupedBy.size > 0 ? [...groupedBy] : undefined }
}

function matcherOf(text: string): LabelMatcher {
  const [, label = '', operator, value = ''] = MATCHER.exec(text) ?? []
  if (operator !== '=' && operator !== '!=' && operator !== '=~' && operator !== '!~')
    throw new Error(`Not a label matcher: ${text}`)
  return { label, operator, value }
}

export function matches({ operator, value }: LabelMatcher, actual: string): boolean {
  const isEqual = operator.includes('~') ? new RegExp(`^(?:${value})$`).test(actual) : actual === value
  return operator.startsWith('!') ? !isEqual : isEqual
}
