import { pointsOf, readOf } from '../resolvers/reads.ts'
import type { ReadName } from '../resolvers/reads.ts'
import type { KmsOperation } from '../kms/kms.ts'
import type { Arguments, FieldPrice } from './field-price.ts'
import type { GatewayLimits } from '../context.ts'

/** What a field, or a member of an input, makes the gateway ask of KMS. */
export interface Priced {
  /** What it reads of its object; in a filter, of each key that is looked through. */
  readonly reads?: readonly ReadName[]
  /** What it sends besides, each time it is resolved. */
  readonly sends?: readonly KmsOperation[]
  /** What it reads of objects that need not be in the answer, and of how many. */
  readonly examines?: {
    readonly reads?: readonly ReadName[]
    readonly count: (args: Arguments, limits: GatewayLimits) => number
  }
}

/** How many items a list, or the page in it, may hold; printed as `@listSize`. */
export type ListSize = {
  readonly assumedSize?: number
  readonly slicingArguments?: string[]
  readonly sizedFields?: string[]
}

/** A page of a connection, by its size arguments. */
export const pageOf = (assumedSize: number, ...slicingArguments: string[]): ListSize => ({
  assumedSize,
  slicingArguments,
  sizedFields: ['edges', 'nodes'],
})

/**
 * Pothos options that price a field: the weight that is printed is that of the field alone, and the pricing of the
 * server, which sees the fields beside it, lets those of one object share what they read.
 */
export function priced({ reads = [], sends = [], examines }: Priced, listSize?: ListSize) {
  const price: FieldPrice = {
    reads: reads.map(readOf),
    sends: sum(sends.map(pointsOf)),
    ...(examines ? { examines: { count: examines.count, reads: (examines.reads ?? []).map(readOf) } } : {}),
  }
  const weight =
    price.sends + sum([...price.reads, ...(price.examines?.reads ?? [])].map(({ points }) => points))
  return {
    directives: {
      ...(weight > 0 ? { cost: { weight: String(weight) } } : {}),
      ...(listSize ? { listSize } : {}),
    },
    extensions: { price },
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Every key of a Region, taken for a thousand. */
export const WHOLE_LISTING: readonly KmsOperation[] = Array.from({ length: 10 }, () => 'ListKeys')

/** Extensions of a type whose fields lead to objects of their own, not to parts of one key. */
export const OF_MANY = { isOfMany: true }
