import {
  defaultGuardDutyUsdPerMillionEvents,
  defaultTrailUsdPer100000Events,
  defaultUsdPer10000Requests,
} from '../src/defaults.ts'
import { usdOf } from '../src/kms/rate/prices.ts'
import { inventoryRequests } from '../test/inventory/simulated-month.ts'
import { table } from './figures.ts'
import { report } from './report.ts'

const KEY_COUNTS = [100, 1_000, 10_000]
const DAYS = 30

/** The requests of an inventory in a simulated month of 30 days, and their price. */
export async function cost(): Promise<void> {
  const rows: string[][] = []
  for (const keyCount of KEY_COUNTS) {
    const { ofKeys, listings } = await inventoryRequests(keyCount, DAYS)
    const total = ofKeys + listings
    const usdPerKey = kmsUsd(ofKeys) / keyCount
    rows.push([
      grouped(keyCount),
      grouped(ofKeys),
      usdPerKey.toFixed(4),
      grouped(listings),
      kmsUsd(total).toFixed(2),
      ((total / 100_000) * defaultTrailUsdPer100000Events).toFixed(2),
      ((total / 1_000_000) * defaultGuardDutyUsdPerMillionEvents).toFixed(2),
    ])
  }
  report('cost', [table(HEADER, rows)], 'docs/costs.md')
}

const HEADER = [
  'keys',
  'requests of the keys',
  'US dollars per key',
  'requests of the listings',
  'US dollars',
  'in a further trail',
  'in GuardDuty',
]

const kmsUsd = (requests: number) => usdOf(requests, { usdPer10000Requests: defaultUsdPer10000Requests })
const grouped = (number: number) => number.toLocaleString('en-US')
