import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareRotations,
  daysSincePrevious,
  lastRotation,
  previousRotation,
  rotationId,
  rotationSortKey,
  toRotation,
} from '../../src/rotation/rotation.ts'
import type { Rotation, RotationType } from '../../src/rotation/rotation.ts'
import { KEY_ARN, PRIMARY_ARN, daysAgo, entryOf } from './kms-values.ts'

const MATERIAL_A = 'a'.repeat(64)
const MATERIAL_B = 'b'.repeat(64)

function rotationOf(differences: Partial<Rotation> = {}): Rotation {
  return {
    keyArn: KEY_ARN,
    rotatedAt: daysAgo(10),
    type: 'AUTOMATIC',
    materialId: undefined,
    entry: entryOf(),
    ...differences,
  }
}

/** Histories of one key, with many rotations at the same time. */
const histories = fc.uniqueArray(
  fc
    .record({
      rotatedAt: fc.integer({ min: 0, max: 5 }).map((day) => daysAgo(day)),
      type: fc.constantFrom<RotationType>('AUTOMATIC', 'ON_DEMAND', 'UNRECOGNIZED'),
      materialId: fc.option(fc.constantFrom(MATERIAL_A, MATERIAL_B, 'c'.repeat(64)), { nil: undefined }),
    })
    .map(rotationOf),
  { selector: (rotation) => rotationSortKey(rotation).join(), maxLength: 8 },
)

describe('an entry of the history', () => {
  test.each([
    ['a first material', entryOf({ keyMaterialState: 'CURRENT' })],
    ['material pending rotation', entryOf({ keyMaterialState: 'PENDING_ROTATION' })],
  ])('that is %s is not a rotation', (_, entry) => {
    expect(toRotation(KEY_ARN, entry)).toBeUndefined()
  })

  test.each([
    ['AUTOMATIC', 'AUTOMATIC'],
    ['ON_DEMAND', 'ON_DEMAND'],
    ['MONTHLY', 'UNRECOGNIZED'],
    [undefined, 'UNRECOGNIZED'],
  ])('of type %s is a rotation of type %s', (rotationType, type) => {
    const entry = entryOf({ keyMaterialId: MATERIAL_A, rotationDate: daysAgo(3), rotationType })
    expect(toRotation(KEY_ARN, entry)).toEqual({
      keyArn: KEY_ARN,
      rotatedAt: daysAgo(3),
      type,
      materialId: MATERIAL_A,
      entry,
    })
  })
})

describe('the id of a rotation', () => {
  test('depends only on its material ID if there is one', () => {
    const rotation = rotationOf({ materialId: MATERIAL_A })
    expect(rotationId({ ...rotation, rotatedAt: daysAgo(1), type: 'UNRECOGNIZED' })).toBe(
      rotationId(rotation),
    )
  })

  test('differs between any two rotations', () => {
    const rotations = [
      rotationOf({ materialId: MATERIAL_A }),
      rotationOf({ materialId: MATERIAL_B }),
      rotationOf({ materialId: MATERIAL_A, keyArn: PRIMARY_ARN }),
      rotationOf(),
      rotationOf({ type: 'ON_DEMAND' }),
      rotationOf({ rotatedAt: daysAgo(9) }),
      rotationOf({ keyArn: PRIMARY_ARN }),
    ]
    expect(new Set(rotations.map(rotationId)).size).toBe(rotations.length)
  })

  test('is made of the time and the type without a material ID', () => {
    expect(rotationId(rotationOf())).toBe(rotationId(rotationOf({ entry: entryOf({ validTo: daysAgo(1) }) })))
  })
})

describe('the order of rotations', () => {
  test('is by time, then by material', () => {
    const [first, second, third, fourth] = [
      rotationOf({ rotatedAt: daysAgo(3), materialId: MATERIAL_B }),
      rotationOf({ rotatedAt: daysAgo(2) }),
      rotationOf({ rotatedAt: daysAgo(2), materialId: MATERIAL_A }),
      rotationOf({ rotatedAt: daysAgo(2), materialId: MATERIAL_B }),
    ] as const
    expect([fourth, second, first, third].toSorted(compareRotations)).toEqual([first, second, third, fourth])
  })

  test("is the same for any order of KMS's list", () => {
    fc.assert(
      fc.property(
        histories.chain((history) =>
          fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length })),
        ),
        ([history, shuffled]) => {
          expect(shuffled.toSorted(compareRotations)).toEqual(history.toSorted(compareRotations))
        },
      ),
    )
  })

  test('determines the last rotation and the one before each rotation', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const sorted = history.toSorted(compareRotations)
        expect(lastRotation(history)).toEqual(sorted.at(-1))
        for (const [index, rotation] of sorted.entries())
          expect(previousRotation(rotation, history)).toEqual(index === 0 ? undefined : sorted[index - 1])
      }),
    )
  })

  test('determines the rotation before one that is no longer listed', () => {
    const [older, newer] = [rotationOf({ rotatedAt: daysAgo(20) }), rotationOf({ rotatedAt: daysAgo(5) })]
    expect(previousRotation(rotationOf(), [newer, older])).toBe(older)
  })
})

describe('the days since the previous rotation', () => {
  const rotation = rotationOf({ rotatedAt: daysAgo(10) })

  test.each([
    ['count from the previous rotation', rotationOf({ rotatedAt: daysAgo(11.5) }), daysAgo(100), 1.5],
    ['count from creation for a first rotation', undefined, daysAgo(100), 90],
    ['are unknown without either', undefined, undefined, undefined],
    ['are unknown for a replica created after a rotation it shares', undefined, daysAgo(4), undefined],
  ])('%s', (_, previous, createdAt, expected) => {
    expect(daysSincePrevious(rotation, previous, createdAt)).toBe(expected)
  })
})
