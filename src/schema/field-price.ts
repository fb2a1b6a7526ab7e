import type { GatewayLimits } from '../context.ts'
import type { Scopes } from '../kms/scopes.ts'

/** A KMS read. It is charged once per object and operation, regardless of the number of fields that use it. */
export interface PricedRead {
  readonly name: string
  readonly points: number
}

/** The KMS requests that a field or an input field causes. Stored in its extensions as `price`. */
export interface FieldPrice {
  /** Shared with the other fields of the same object. */
  readonly reads: readonly PricedRead[]
  /** Points charged each time the field is resolved. */
  readonly sends: number
  /** Points charged for each scope that the field around it lists. */
  readonly sendsPerScope: number
  /** The number of scopes that the field lists, for `sendsPerScope` of this field and of the fields below it. */
  readonly scopeCount?: ((args: Arguments, gateway: PricedGateway) => number) | undefined
  /** Whether the field and everything below it send nothing to KMS. */
  readonly isFree?: ((args: Arguments, gateway: PricedGateway) => boolean) | undefined
  /** The reads of each object that is examined for the field. The fields of its arguments add their own reads. */
  readonly examines?: {
    readonly reads: readonly PricedRead[]
    readonly count: (args: Arguments, limits: GatewayLimits, gateway: PricedGateway) => number
  }
}

/** The properties of a gateway on which prices depend. */
export interface PricedGateway {
  readonly hasInventory: boolean
  readonly scopes: Pick<Scopes, 'all'>
}

/** Arguments of a field, with defaults filled in. Their values are not validated yet. */
export type Arguments = Readonly<Record<string, unknown>>

export const isArguments = (value: unknown): value is Arguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The price in the extensions of a field. Undefined if the field is free. */
export function priceIn({ extensions }: { readonly extensions: Arguments }): FieldPrice | undefined {
  const { price } = extensions
  return isFieldPrice(price) ? price : undefined
}

const isFieldPrice = (value: unknown): value is FieldPrice =>
  isArguments(value) && Array.isArray(value['reads']) && typeof value['sends'] === 'number'
