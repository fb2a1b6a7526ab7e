import { expect, test } from 'vitest'
import { isTyped, nameToType } from '../../console/dialogs/key-name.ts'
import { readPeriod } from '../../console/dialogs/period.ts'
import { reasonProblem } from '../../console/dialogs/reason.ts'
import { submitBlocker } from '../../console/dialogs/submit-blocker.ts'

const change = {
  idempotencyKey: 'a',
  isOpen: true,
  isSent: false,
  reason: '',
  confirmation: '',
  period: '',
  materialId: '',
}
const rules = { isReadOnly: false, requiredReason: '^CHG-\\d+' }
const forecast = {
  kind: 'RotateKeyOnDemandPayload',
  request: null,
  dryRun: null,
  key: { currentMaterial: null },
} as const

test('the name to type is the first alias without its prefix, or the key ID', () => {
  expect(nameToType({ keyId: '1234', aliases: [{ name: 'alias/a' }, { name: 'alias/b' }] })).toBe('a')
  expect(nameToType({ keyId: '1234', aliases: [] })).toBe('1234')
  expect(nameToType({ keyId: '1234', aliases: null })).toBe('1234')
  expect(isTyped(' alias/a ', 'a')).toBe(true)
  expect(isTyped('A', 'a')).toBe(false)
})

test('a period is a whole number from 90 to 2560', () => {
  expect(['90', ' 2560 ', '89', '2561', '1e3', '90.5', ''].map(readPeriod)).toEqual([
    90,
    2560,
    ...Array.from({ length: 5 }, () => undefined),
  ])
})

test('a reason is required only if the gateway has a pattern', () => {
  expect(reasonProblem('', null)).toBeUndefined()
  expect(reasonProblem('', '^CHG-\\d+')).toBe('Enter a reason.')
  expect(reasonProblem('because', '^CHG-\\d+')).toBe('Enter a reason that matches the pattern.')
  expect(reasonProblem('CHG-1', '^CHG-\\d+')).toBeUndefined()
  expect(reasonProblem('x'.repeat(257), null)).toBe('Shorten the reason to 256 characters.')
})

test('a rotation needs a forecast, a reason and the name of the key, and says which one is missing', () => {
  const state = { dialog: 'rotate', change, rules, forecast: undefined, name: 'a' } as const
  expect(submitBlocker(state)).toBe('The gateway has not checked the key yet.')
  expect(submitBlocker({ ...state, forecast: { kind: 'KmsUnavailableError', message: '' } })).toBe(
    'The key cannot be changed now. The reason is above.',
  )
  expect(submitBlocker({ ...state, forecast })).toBe('Enter a reason.')
  const withReason = { ...change, reason: 'CHG-1' }
  expect(submitBlocker({ ...state, forecast, change: withReason })).toBe('Type a to confirm.')
  expect(submitBlocker({ ...state, forecast, change: { ...withReason, confirmation: 'a' } })).toBeUndefined()
})
