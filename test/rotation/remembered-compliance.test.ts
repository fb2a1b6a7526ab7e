import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toKeyArn } from '../../src/kms/scopes.ts'
import type { PolicyDocument } from '../../src/rotation/policy/policy-document.ts'
import { complianceRule } from '../../src/rotation/readings/compliance.ts'
import { remembering } from '../../src/rotation/readings/known-key.ts'
import type { KnownKey } from '../../src/rotation/readings/known-key.ts'
import { rememberedCompliance } from '../../src/rotation/readings/remembered-compliance.ts'
import { NOW, metadataOf, statusOn } from './kms-values.ts'

const DAY = 86_400_000
const read = <Value>(value: Value) => ({ value, observedAt: NOW })

/** A key that was created 100 days ago. */
const newKey = (): KnownKey =>
  remembering({
    key: toKeyArn('arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-8000-000000000000'),
    metadata: read(metadataOf({ creationDate: new Date(NOW - 100 * DAY) })),
    status: read(statusOn()),
    rotations: read([]),
    materials: undefined,
    aliases: read([]),
    tags: read([]),
    lastUsage: undefined,
    isForeign: false,
    primary: undefined,
    mayWrite: false,
  })

const policyWith = (exceptionDays: number | undefined): PolicyDocument => ({
  defaults: {
    maxMaterialAgeInDays: 120,
    warnBeforeDays: 10,
    requireAutomaticRotation: false,
    manualRotation: undefined,
  },
  defaultOwner: undefined,
  rules: [],
  exceptions:
    exceptionDays === undefined
      ? []
      : [
          {
            id: 'migration',
            conditions: {},
            reason: 'migration',
            approvedBy: 'ann',
            until: new Date(NOW + exceptionDays * DAY),
          },
        ],
})

test('remembered compliance is the compliance at each time, in any order of the times', () => {
  const days = fc.double({ min: -110, max: 60, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(fc.oneof(days, fc.constantFrom(10, 20, 30)), { minLength: 2, maxLength: 8 }),
      fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
      (times, exceptionDays) => {
        const known = newKey()
        const policy = policyWith(exceptionDays)
        for (const time of times)
          for (const now of [Math.round(NOW + time * DAY), Math.round(NOW + time * DAY) + 1]) {
            const remembered = complianceRule(policy, now).of(known)
            // Nothing is remembered of a copy.
            const fresh = complianceRule(policy, now).of({ ...known })
            expect(remembered).toEqual(fresh)
          }
      },
    ),
  )
})

test('compliance is assessed once while nothing but the age of the key material changes', () => {
  const known = newKey()
  const policy = policyWith(undefined)
  let assessed = 0
  const at = (days: number) =>
    rememberedCompliance(known, { policy, now: NOW + days * DAY }, () => {
      assessed++
      return { result: complianceRule(policy, NOW + days * DAY).of({ ...known }), needs: [] }
    })
  for (const day of [0, 1, 9]) expect(at(day).verdict).toBe('COMPLIANT')
  expect(assessed).toBe(1)
  expect(at(11).verdict).toBe('DUE_SOON')
  expect(at(21).verdict).toBe('OVERDUE')
  expect(at(400).verdict).toBe('OVERDUE')
  expect(assessed).toBe(3)
})
