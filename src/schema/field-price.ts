import type { GatewayLimits } from '../context.ts'

/** Something that is asked of KMS: of one object once per operation, whatever number of fields show it. */
export interface PricedRead {
  readonly name: string
  readonly points: number
}

/** What a field or a member of an input makes the gateway ask of KMS; in its extensions as `price`. */
export interface FieldPrice {
  /** Shared with every other field of the same object. */
  readonly reads: readonly PricedRead[]
  /** Points for each time the field is resolved, shared with nothing. */
  readonly sends: number
  /** What is read of each object that is looked through for the field; the members of its arguments add to it. */
  readonly examines?: {
    readonly reads: readonly PricedRead[]
    readonly count: (args: Arguments, limits: GatewayLimits) => number
  }
}

/** Arguments as they were sent, defaults filled in. Their values are not checked yet. */
export type Arguments = Readonly<Record<string, unknown>>

export const isArguments = (value: unknown): value is Arguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The price in the extensions of a field, if there is one. */
export function priceIn({ extensions }: { readonly extensions: Arguments }): FieldPrice | undefined {
  const { price } = extensions
  return isFieldPrice(price) ? price : undefined
}

const isFieldPrice = (value: unknown): value is FieldPrice =>
  isArguments(value) && Array.isArray(value['reads']) && typeof value['sends'] === 'number'
