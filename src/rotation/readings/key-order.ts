import { displayNameRule } from './key-names.ts'
import { lastRotationRule } from './history.ts'
import type { Rule } from './known-key.ts'
import { rotationStatusRule } from './rotation-status.ts'

export type KeyOrderField = 'ARN' | 'CREATED_AT' | 'NEXT_ROTATION_AT' | 'LAST_ROTATED_AT' | 'DISPLAY_NAME'

/** The value to order keys by. Undefined if it is not known or the key does not have it. */
export function sortRule(field: KeyOrderField): Rule<string | number | undefined> {
  switch (field) {
    case 'ARN':
      return { needs: () => [], of: ({ key }) => key.arn }
    case 'DISPLAY_NAME':
      return displayNameRule
    case 'CREATED_AT':
      return { needs: () => ['metadata'], of: ({ metadata }) => metadata?.value?.creationDate?.getTime() }
    case 'NEXT_ROTATION_AT': {
      const { needs, of } = rotationStatusRule
      return { needs, of: (known) => of(known).status?.nextRotationDate?.getTime() }
    }
    case 'LAST_ROTATED_AT': {
      const { needs, of } = lastRotationRule
      return { needs, of: (known) => of(known)?.rotatedAt.getTime() }
    }
    default:
      return field satisfies never
  }
}
