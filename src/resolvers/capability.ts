import type { Context } from '../context.ts'
import {
  disableBlockersRule,
  enableBlockersRule,
  rotateBlockersRule,
} from '../rotation/readings/capability.ts'
import type { Blocker } from '../rotation/rules/eligibility.ts'
import { apply } from './key-reads.ts'
import type { MaybePromise } from './maybe-promise.ts'
import type { Key } from './visibility.ts'

export const blockersToEnable = (key: Key, context: Context): MaybePromise<readonly Blocker[]> =>
  apply(enableBlockersRule, key, context)

export const blockersToDisable = (key: Key, context: Context): MaybePromise<readonly Blocker[]> =>
  apply(disableBlockersRule, key, context)

export function blockersToRotate(key: Key, context: Context): MaybePromise<readonly Blocker[]> {
  const { clock, facts } = context
  return apply(rotateBlockersRule(facts.limits.onDemandRotationsPerKey, clock.now()), key, context)
}
