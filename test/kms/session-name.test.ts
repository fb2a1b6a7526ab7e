import { describe, expect, test } from 'vitest'
import { callerSessionName, serviceSessionName } from '../../src/kms/aws/sessions/session-name.ts'
import { createRandom } from '../support/random.ts'

const VALID = /^[\w+=,.@-]{2,64}$/

describe('the session name of a caller', () => {
  test.each(['alice', 'alice@example.com', 'CI_deploy+eu=1,2.3', 'x'.repeat(64)])(
    'is the subject, if AWS accepts it: %s',
    (subject) => expect(callerSessionName(subject)).toBe(subject),
  )

  test.each([
    ['okta|alice smith', /^okta-alice-smith=[0-9a-f]{16}$/],
    ['Élodie', /^-lodie=[0-9a-f]{16}$/],
    ['x', /^x=[0-9a-f]{16}$/],
    ['', /^=[0-9a-f]{16}$/],
    ['y'.repeat(65), /^y{47}=[0-9a-f]{16}$/],
    ['krg-web-1', /^krg-web-1=[0-9a-f]{16}$/],
  ])('ends with a hash, if it is not the subject: %s', (subject, name) => {
    expect(callerSessionName(subject)).toMatch(name)
    expect(callerSessionName(subject)).toMatch(VALID)
  })

  test('cannot be chosen by a subject that looks like the name of another subject', () => {
    const name = callerSessionName('okta|alice')
    expect(callerSessionName(name)).not.toBe(name)
  })

  test('is valid and different for each subject', () => {
    const random = createRandom(1)
    const letters = ['a', 'b', '-', '=', '0', '/', '|', ' ', 'é', '😀', '\ud800', '\ud801'] as const
    const subjects = new Set<string>()
    for (let n = 0; n < 5_000; n++)
      subjects.add(Array.from({ length: random.below(80) }, () => random.pick(letters)).join(''))
    for (const subject of [...subjects].slice(0, 1_000)) subjects.add(callerSessionName(subject))
    const names = [...subjects].map(callerSessionName)
    expect(names.filter((name) => !VALID.test(name))).toEqual([])
    expect(new Set(names).size).toBe(subjects.size)
  })
})

test.each([
  ['web-1', 'krg-web-1'],
  ['pod/7 a', 'krg-pod-7-a'],
  ['z'.repeat(80), `krg-${'z'.repeat(60)}`],
])('the session of the gateway on %s is named %s', (instance, name) => {
  expect(serviceSessionName(instance)).toBe(name)
  expect(name).toMatch(VALID)
})
