import { parseKeyArn } from '../key-arn.ts'
import type { KmsOperation, KmsOutput } from '../kms.ts'
import type { CacheValidity, ReadTime } from './cache-validity.ts'
import type { CoalescedRead } from './coalesced-read.ts'

/** One response, and the read that is in flight for it. */
export interface CacheSlot<Value> {
  cached: CachedResponse<Value> | undefined
  pending: CoalescedRead<Value> | undefined
}

/** The slots of an operation that has several responses about one key or Region, such as the pages of a list. */
export type CacheVariants<Value> = Map<string, CacheSlot<Value>>

export interface CachedResponse<Value> extends ReadTime {
  /** Settled. */
  readonly response: Promise<Value>
  /** @default that of the operation */
  readonly maxAgeMs?: number | undefined
  /** The key that an alias or a key ID stood for: the validity of its entry applies to the response. */
  readonly keyArn?: string | undefined
}

type Slots<Names extends KmsOperation = KmsOperation> = { [Name in Names]?: CacheSlot<KmsOutput<Name>> }
type Variants<Names extends KmsOperation = KmsOperation> = {
  [Name in Names]?: CacheVariants<KmsOutput<Name>>
}

/** The responses about one key, about one name that a key is looked up by, or about the Region. */
export class CacheEntry {
  readonly name: string
  /** Whether the name is a key ARN. */
  readonly isKey: boolean
  readonly validity: CacheValidity
  readonly #slots: Slots = {}
  #variants: Variants | undefined

  constructor(name: string, validity: CacheValidity) {
    this.name = name
    this.isKey = parseKeyArn(name) !== undefined
    this.validity = validity
  }

  slotOf<Name extends KmsOperation>(operation: Name): CacheSlot<KmsOutput<Name>> {
    const slots: Slots<Name> = this.#slots
    return (slots[operation] ??= emptySlot<KmsOutput<Name>>())
  }

  variantsOf<Name extends KmsOperation>(operation: Name): CacheVariants<KmsOutput<Name>> {
    const variants: Variants<Name> = (this.#variants ??= {})
    return (variants[operation] ??= new Map<string, CacheSlot<KmsOutput<Name>>>())
  }

  get variantCount(): number {
    return Object.values(this.#variants ?? {}).reduce((sum, { size }) => sum + size, 0)
  }

  /** Reads in flight keep their slots. */
  clearVariants(): void {
    for (const variants of Object.values(this.#variants ?? {})) variants.clear()
  }
}

export function emptySlot<Value>(): CacheSlot<Value> {
  return { cached: undefined, pending: undefined }
}
