import type { RotationPolicy } from '../rules/compliance.ts'
import type { KeyConditions } from './key-conditions.ts'

/** A rule of the rotation policy: the requirements on the keys that meet its conditions. */
export interface PolicyRule {
  /** Unique among the rules. */
  readonly id: string
  readonly name: string
  readonly conditions: KeyConditions
  readonly requirements: RotationPolicy
  /** Undefined: the keys of the rule have no owner. */
  readonly owner: OwnerSource | undefined
}

/** A name, or the tag whose value names the owner of a key. */
export type OwnerSource = { readonly name: string } | { readonly tag: string }
