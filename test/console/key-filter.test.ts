import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conditionsOf, tokensOf } from '../../console/keys/filter-tokens.ts'
import {
  CONDITIONS,
  keyFilterOf,
  readKeyConditions,
  scopesOf,
  writeKeyConditions,
} from '../../console/links/key-filter.ts'
import type { ConditionKind, KeyConditions } from '../../console/links/key-filter.ts'
import { readKeysView, writeKeysView } from '../../console/links/keys-view.ts'
import type { KeysView } from '../../console/links/keys-view.ts'

const text = fc.string({ minLength: 1, unit: 'grapheme' })
const time = fc.date({ min: new Date(0), noInvalidDate: true }).map((date) => date.toISOString())

function valueOf(kind: ConditionKind): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'text':
      return text
    case 'time':
      return time
    case 'number':
      return fc.nat({ max: 999_999_999 })
    case 'boolean':
      return fc.boolean()
    case 'list':
      return fc.uniqueArray(text, { minLength: 1 })
    case 'tags':
      return fc.uniqueArray(
        fc.oneof(
          fc.record({ key: text }),
          fc.record({ key: text, values: fc.uniqueArray(fc.string({ unit: 'grapheme' }), { minLength: 1 }) }),
        ),
        { minLength: 1, selector: ({ key }) => key },
      )
    default:
      return fc.uniqueArray(fc.constantFrom(...Object.keys(kind)), { minLength: 1 })
  }
}

const NAMES = Object.entries(CONDITIONS)

const anyConditions: fc.Arbitrary<KeyConditions> = fc.record(
  Object.fromEntries(NAMES.map(([name, kind]) => [name, valueOf(kind)])),
  { requiredKeys: [] },
)

const conditionOf = (name: string, kind: ConditionKind): fc.Arbitrary<KeyConditions> =>
  valueOf(kind).map((value) => ({ [name]: value }))

const anyView: fc.Arbitrary<KeysView> = fc.record({
  conditions: anyConditions,
  order: fc.option(
    fc.record({ field: fc.constantFrom('DUE_AT', 'ARN'), direction: fc.constantFrom('ASC', 'DESC') }),
    { nil: undefined },
  ),
  page: fc.oneof(
    fc.record({ kind: fc.constantFrom('first', 'last') }),
    fc.record({ kind: fc.constantFrom('after', 'before'), cursor: text }),
  ),
})

const throughAddress = (conditions: KeyConditions) =>
  readKeyConditions(new URLSearchParams(writeKeyConditions(conditions).toString()))

describe('an address of the table of keys', () => {
  test.each(NAMES)('has the condition %s', (name, kind) => {
    fc.assert(
      fc.property(conditionOf(name, kind), (conditions) => {
        expect(throughAddress(conditions)).toEqual(conditions)
      }),
    )
  })

  test('has all conditions together, the order and the page', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(readKeysView(new URLSearchParams(writeKeysView(view).toString()))).toEqual(view)
      }),
    )
  })

  test('reads as no condition what cannot be used', () => {
    const parameters = new URLSearchParams({
      states: 'MELTED',
      dueBefore: 'tomorrow',
      maxRemainingOnDemand: '-1',
      hasException: 'perhaps',
      order: 'COLOUR',
      policy: '{}',
      search: '',
    })
    expect(readKeysView(parameters)).toEqual({ conditions: {}, order: undefined, page: { kind: 'first' } })
  })

  test('may have a date without a time', () => {
    expect(readKeyConditions(new URLSearchParams('dueBefore=2026-12-24'))).toEqual({
      dueBefore: '2026-12-24T00:00:00.000Z',
    })
  })
})

describe('the tokens of the property filter', () => {
  test.each(NAMES)('show the condition %s', (name, kind) => {
    fc.assert(
      fc.property(conditionOf(name, kind), (conditions) => {
        expect(conditionsOf(tokensOf(conditions))).toEqual(conditions)
      }),
    )
  })

  test('show all conditions together', () => {
    fc.assert(
      fc.property(anyConditions, (conditions) => {
        expect(conditionsOf(tokensOf(conditions))).toEqual(conditions)
      }),
    )
  })

  test('of one list are alternatives', () => {
    const token = (value: string) => ({ propertyKey: 'state', operator: '=', value: [value] })
    expect(conditionsOf([token('ENABLED'), token('DISABLED')])).toEqual({ states: ['ENABLED', 'DISABLED'] })
  })

  test('count once each, the last one, if the condition has one value', () => {
    const token = (value: string) => ({ operator: ':', value })
    expect(conditionsOf([token('orders'), token('api')])).toEqual({ search: 'api' })
  })

  test('have a tag as the reader enters it', () => {
    const token = (value: string) => ({ propertyKey: 'tag', operator: '=', value })
    expect(conditionsOf([token('team = payments'), token('team=billing'), token('stage')])).toEqual({
      tags: [{ key: 'team', values: ['payments', 'billing'] }, { key: 'stage' }],
    })
  })
})

describe('the conditions of a link', () => {
  test('are a filter and scopes for the gateway', () => {
    const conditions: KeyConditions = {
      search: 'api',
      accounts: ['111122223333'],
      regions: ['eu-west-1', 'us-east-1'],
    }
    expect(keyFilterOf(conditions)).toEqual({ search: 'api' })
    expect(scopesOf(conditions)).toEqual([
      { accountId: '111122223333', region: 'eu-west-1' },
      { accountId: '111122223333', region: 'us-east-1' },
    ])
  })

  test('are omitted for the gateway if the link shows all keys', () => {
    expect(keyFilterOf({})).toBeUndefined()
    expect(scopesOf({})).toBeUndefined()
  })
})
