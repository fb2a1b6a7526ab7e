import type { KeyRotationStatus } from '../../kms/kms.ts'
import type { KeyCompliance } from '../policy/key-compliance.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import type { AutomaticRotation } from '../rules/automatic-rotation.ts'
import type { FactName } from './fact-name.ts'

/** The rotation status that KMS reports, and its meaning for this kind of key. */
export interface RotationStatus {
  readonly automatic: AutomaticRotation
  /** Undefined if it is not known, and for an AWS managed key. */
  readonly status: KeyRotationStatus | undefined
}

/** A policy, and the time at which it is applied, in milliseconds since the epoch. */
export interface PolicyAt {
  readonly policy: PolicyDocument
  readonly now: number
}

/** The compliance of a key, and the facts that it needs. */
export interface AssessedCompliance {
  readonly result: KeyCompliance
  readonly needs: readonly FactName[]
}

/** The results of rules that questions about all keys need for each key. */
export class RuleResults {
  status: RotationStatus | undefined
  compliance: AssessedCompliance | undefined
  /** What the compliance was assessed with. */
  assessedWith: PolicyAt | undefined
  /** The time at which the compliance changes next, in milliseconds since the epoch. */
  until = Infinity
}
