import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anonymousViewer } from '../../src/auth/viewer.ts'
import type { KeyRecord } from '../../src/rotation/inventory/inventory.ts'
import { toKeyArn } from '../../src/kms/scopes.ts'
import { readableRecords } from '../../src/resolvers/readable-records.ts'
import { recordMatches } from '../../src/resolvers/visibility.ts'
import { SCOPE, arnOf, fleetOf, startFakeFleet } from '../inventory/fake-fleet.ts'

const KEYS = 6
const TEAMS = ['payments', 'orders']
const restrictedTo = (team: string) => ({
  viewer: { ...anonymousViewer, readableKeys: [{ tag: { key: 'team', value: team } }] },
})
const byArn = (left: KeyRecord, right: KeyRecord) => left.key.arn.localeCompare(right.key.arn)
/** An inventory without records, which the test adds. */
const startEmptyFleet = () => startFakeFleet(0, { kms: fleetOf(0) })

const key = fc.integer({ min: 0, max: KEYS - 1 }).map((number) => toKeyArn(arnOf(number)))
const team = fc.constantFrom(...TEAMS)
const change = fc.oneof(
  key.map((listed) => ({ listed })),
  key.map((removed) => ({ removed })),
  fc.tuple(key, team).map(([tagged, value]) => ({ tagged, value })),
  team.map((asking) => ({ asking })),
)

test('a question examines the records that its viewer may read, and those of which this is not known yet', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 40 }), async (changes) => {
      using fleet = startEmptyFleet()
      const { records, inventory } = fleet
      const examined: (readonly KeyRecord[])[] = []
      const expected: (readonly KeyRecord[])[] = []
      let at = 0
      for (const each of [...changes, ...TEAMS.map((asking) => ({ asking }))]) {
        at++
        if ('listed' in each) records.noteListed(each.listed, at)
        else if ('removed' in each) records.remove(each.removed)
        else if ('tagged' in each)
          records.note(each.tagged, 'tags', {
            value: [{ tagKey: 'team', tagValue: each.value }],
            observedAt: at,
          })
        else {
          const context = restrictedTo(each.asking)
          const { readableKeys } = context.viewer
          examined.push((await readableRecords(SCOPE, inventory, context)).toSorted(byArn))
          const known = records.list(SCOPE)
          expected.push(
            known
              .filter((record) => recordMatches(readableKeys, record.key, record) !== false)
              .toSorted(byArn),
          )
        }
      }
      expect(examined).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

test('the records of more than sixteen sets of patterns are found', async () => {
  using fleet = startEmptyFleet()
  const teams = Array.from({ length: 20 }, (_, index) => `team-${index}`)
  for (const [index, team] of teams.entries()) {
    const tagged = toKeyArn(arnOf(index))
    fleet.records.noteListed(tagged, 1)
    fleet.records.note(tagged, 'tags', { value: [{ tagKey: 'team', tagValue: team }], observedAt: 1 })
  }
  for (const [index, team] of [...teams, ...teams].entries()) {
    const examined = await readableRecords(SCOPE, fleet.inventory, restrictedTo(team))
    expect(examined.map((record) => record.key.arn)).toEqual([arnOf(index % teams.length)])
  }
})
