import { pointsOf, readOf } from '../resolvers/reads.ts'
import type { ReadName } from '../resolvers/reads.ts'
import type { KmsOperation } from '../kms/kms.ts'
import type { Arguments, FieldPrice, PricedGateway } from './field-price.ts'
import type { GatewayLimits } from '../context.ts'

/** The KMS requests that a field or an input field causes. */
export interface Priced {
  /** Reads of the object; in a filter, of each key that is examined. */
  readonly reads?: readonly ReadName[]
  /** Requests sent each time the field is resolved, in addition to `reads`. */
  readonly sends?: readonly KmsOperation[]
  /** Requests sent for each scope that the field, or a field around it, lists. */
  readonly sendsPerScope?: readonly KmsOperation[]
  /** The number of scopes that the field lists. */
  readonly scopeCount?: FieldPrice['scopeCount']
  /** Whether the field and everything below it send nothing to KMS, for example because the inventory answers. */
  readonly isFree?: FieldPrice['isFree']
  /** Reads of objects that need not be in the response, and the number of these objects. */
  readonly examines?: {
    readonly reads?: readonly ReadName[]
    readonly count: (args: Arguments, limits: GatewayLimits, gateway: PricedGateway) => number
  }
}

/** The maximum number of items of a list or a page; printed as `@listSize`. */
export type ListSize = {
  readonly assumedSize?: number
  readonly slicingArguments?: string[]
  readonly sizedFields?: string[]
}

/** The size of a page of a connection, given by its size arguments. */
export const pageOf = (assumedSize: number, ...slicingArguments: string[]): ListSize => ({
  assumedSize,
  slicingArguments,
  sizedFields: ['edges', 'nodes'],
})

/**
 * Pothos options that set the cost of a field. The printed weight is the cost of the field alone. The server calculates
 * the cost of a whole operation, in which fields of one object share their reads.
 */
export function priced(
  { reads = [], sends = [], sendsPerScope = [], scopeCount, isFree, examines }: Priced,
  listSize?: ListSize,
) {
  const price: FieldPrice = {
    reads: reads.map(readOf),
    sends: sum(sends.map(pointsOf)),
    sendsPerScope: sum(sendsPerScope.map(pointsOf)),
    scopeCount,
    isFree,
    ...(examines ? { examines: { count: examines.count, reads: (examines.reads ?? []).map(readOf) } } : {}),
  }
  const weight =
    price.sends +
    price.sendsPerScope +
    sum([...price.reads, ...(price.examines?.reads ?? [])].map(({ points }) => points))
  return {
    directives: {
      ...(weight > 0 ? { cost: { weight: String(weight) } } : {}),
      ...(listSize ? { listSize } : {}),
    },
    extensions: { price },
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Listing all keys of a scope, assuming 1,000 keys. */
export const WHOLE_LISTING: readonly KmsOperation[] = Array.from({ length: 10 }, () => 'ListKeys')

/** Extensions of a type whose fields return separate objects instead of parts of one key. */
export const OF_MANY = { isOfMany: true }

/** A field that reads the inventory only, with everything below it. */
export const FROM_INVENTORY: Priced = { isFree: () => true }
