import assert from 'node:assert/strict'
import type { Babble } from './babbling-kms.ts'
import { member } from './fuzzed-program.ts'

/** Returns whether the response shows any value of that operation. */
export function assertTrue(key: object, operation: string, babble: Babble | undefined): boolean {
  const problem = (name: string) => member(member(key, 'problems'), name)
  const body = bodyOf(babble)
  /** Null with its problem, or all that KMS said. */
  const known = (value: unknown, name: string) => {
    if (value === null) assert.notEqual(problem(name), null)
    return value !== null
  }
  switch (operation) {
    case 'GetKeyRotationStatus': {
      const rotation = member(key, 'rotationStatus')
      const { KeyRotationEnabled: enabled, RotationPeriodInDays: days } = Object(body)
      const automatic = member(rotation, 'automatic')
      if (problem('rotationStatus') !== null) {
        assert.ok(automatic === 'UNKNOWN' || automatic === 'NOT_SUPPORTED')
        assertMembers(rotation, {
          isEnabled: null,
          periodInDays: null,
          nextRotationAt: null,
        })
        assert.notEqual(member(rotation, 'isOnDemandInProgress'), false)
        return false
      }
      assert.equal(automatic, enabled === true ? 'ENABLED' : enabled === false ? 'DISABLED' : 'not known')
      assert.equal(member(rotation, 'isEnabled'), enabled)
      assert.equal(member(rotation, 'periodInDays'), days ?? null)
      expectSameDate(member(rotation, 'nextRotationAt'), body?.['NextRotationDate'])
      expectSameDate(member(rotation, 'onDemandStartedAt'), body?.['OnDemandRotationStartDate'])
      return true
    }
    case 'ListKeyRotations': {
      const isTold = known(member(key, 'rotations'), 'rotations')
      known(member(key, 'materials'), 'materials')
      if (!isTold) {
        assertMembers(key, { newest: null, lastRotation: null, onDemandQuota: null })
        // An empty result is information, too.
        const isUnsupported = member(problem('rotations'), 'code') === 'UNSUPPORTED_KEY'
        assert.equal(
          member(member(key, 'compliance'), 'verdict'),
          isUnsupported ? 'NOT_APPLICABLE' : 'UNKNOWN',
        )
        return false
      }
      const total = member(member(key, 'rotations'), 'totalCount')
      // The first pages of an endless list are shown, together with the error that the list does not end.
      if (total === null) {
        assert.notEqual(problem('rotations'), null)
        return true
      }
      const entries = listOf(body, 'Rotations')
      const dated = entries.filter((entry) => typeof member(entry, 'RotationDate') === 'number')
      assert.equal(total, dated.length)
      return true
    }
    case 'ListAliases': {
      if (!known(member(key, 'aliases'), 'aliases')) return false
      assert.deepEqual(names(member(key, 'aliases'), 'name'), names(listOf(body, 'Aliases'), 'AliasName'))
      return true
    }
    case 'ListResourceTags': {
      if (!known(member(key, 'tags'), 'tags')) return false
      assert.deepEqual(names(member(key, 'tags'), 'key'), names(listOf(body, 'Tags'), 'TagKey'))
      return true
    }
    default: {
      if (problem('metadata') !== null) {
        assertMembers(key, {
          state: null,
          description: null,
          createdAt: null,
          multiRegion: null,
        })
        return false
      }
      const metadata = member(body, 'KeyMetadata')
      assert.equal(member(metadata, 'Arn'), member(key, 'arn'))
      assert.equal(
        toWellFormed(member(key, 'description')),
        toWellFormed(member(metadata, 'Description')) ?? null,
      )
      expectSameDate(member(key, 'createdAt'), member(metadata, 'CreationDate'))
      return true
    }
  }
}

export function bodyOf(babble: Babble | undefined): Record<string, unknown> | undefined {
  try {
    return JSON.parse(String(babble?.body))
  } catch {
    return undefined
  }
}

/** A shown list must be a complete list that KMS sent. */
export function listOf(body: unknown, name: string): readonly unknown[] {
  const list = member(body, name)
  assert.equal(Array.isArray(list), true)
  assert.equal(member(body, 'Truncated') ?? false, false)
  return Array.isArray(list) ? list : []
}

const names = (list: unknown, name: string): unknown[] =>
  Array.isArray(list) ? list.map((each) => toWellFormed(member(each, name))) : []

const toWellFormed = (value: unknown) => (typeof value === 'string' ? Buffer.from(value).toString() : value)

/** KMS writes seconds since the epoch, the graph RFC 3339. */
function expectSameDate(shown: unknown, seconds: unknown): void {
  if (seconds === undefined || seconds === null) return assert.equal(shown, null)
  assert.match(String(shown), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  // Dates know no negative zero.
  assert.equal(Date.parse(String(shown)), Math.round(Number(seconds) * 1_000) + 0)
}

function assertMembers(value: unknown, wanted: object): void {
  for (const [name, each] of Object.entries(wanted)) assert.equal(member(value, name), each)
}
