import type { Context } from '../context.ts'
import { parseKeyArn } from '../kms/key-arn.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import type { KeyConditions } from '../rotation/policy/key-conditions.ts'
import { daysLeft, exceptionsEndingWithin, hasEnded } from '../rotation/policy/policy-exception.ts'
import type { PolicyException } from '../rotation/policy/policy-exception.ts'
import { ownerOf } from '../rotation/readings/rotation-policy.ts'
import { apply } from './key-reads.ts'
import { map } from './maybe-promise.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { visibleAmong } from './visibility.ts'
import type { Key } from './visibility.ts'

/** Null if the key has no owner, or it is not known which one. */
export function keyOwner(key: Key, context: Context): MaybePromise<string | null> {
  const owner = apply(ownerOf(context.rotationPolicy.current), key, context)
  return map(owner, ({ value }) => value ?? null)
}

/** Conditions can name keys, and a viewer of some keys must not learn of other keys. */
export const mayReadConditions = ({ viewer }: Context): boolean => viewer.readableKeys === 'ALL'

/**
 * The exceptions in the order of the policy, or the next to end first. A viewer of some keys gets the exceptions that name one
 * of these keys by its ARN.
 */
export async function listedExceptions(
  endingWithinDays: number | null | undefined,
  context: Context,
): Promise<readonly PolicyException[]> {
  const { exceptions } = context.rotationPolicy.current
  const listed =
    typeof endingWithinDays === 'number'
      ? exceptionsEndingWithin(endingWithinDays, exceptions, context.clock.now())
      : exceptions
  if (mayReadConditions(context)) return listed
  const visible = await visibleAmong(
    listed.flatMap(({ conditions }) => namedKeys(conditions)),
    context,
  )
  const arns = new Set(visible.map(({ arn }) => arn))
  return listed.filter(({ conditions }) => namedKeys(conditions).some(({ arn }) => arns.has(arn)))
}

/** The keys that an exception names by their ARNs, that the viewer may read, and whose scopes the gateway serves. */
export async function exceptedKeys(
  { conditions }: PolicyException,
  context: Context,
): Promise<readonly Key[]> {
  const served = namedKeys(conditions).filter((key) => context.scopes.find(key) !== undefined)
  return visibleAmong(served, context)
}

export const remainderOf = (exception: PolicyException, { clock }: Context) => ({
  hasEnded: hasEnded(exception, clock.now()),
  daysLeft: daysLeft(exception, clock.now()),
})

/** Patterns are not ARNs of keys. */
const namedKeys = ({ keys = [] }: KeyConditions): readonly KeyArn[] =>
  keys.map((arn) => parseKeyArn(arn)).filter((key) => key !== undefined)
