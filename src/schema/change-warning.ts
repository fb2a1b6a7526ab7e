import type { ChangeWarning } from '../resolvers/change-warning.ts'
import { builder } from './builder.ts'

const ChangeWarningCode = builder.enumType('ChangeWarningCode', {
  description: 'Stable code of a warning.',
  values: {
    REASON_REQUIRED: {
      description:
        'The change needs a reason that matches `gateway.requiredReason`. Without it, the change fails with `ReasonRequiredError`.',
    },
    MANAGED_ELSEWHERE: {
      description:
        'Infrastructure as code manages the key, so the change is drift from its configuration. See `Key.managedBy`.',
    },
    POLICY_VIOLATION: {
      description:
        'The rotation policy requires automatic rotation of the key, or a shorter period. The message has the verdict after the change.',
    },
    POLICY_EXCEPTION: {
      description: 'An exception applies to the key, so the rotation policy does not apply to the key now.',
    },
  },
})

export const ChangeWarningRef = builder.objectRef<ChangeWarning>('ChangeWarning').implement({
  description: 'A warning of a dry run. It does not block the change, except REASON_REQUIRED.',
  fields: (t) => ({
    code: t.expose('code', { type: ChangeWarningCode, description: 'Stable code, for programs.' }),
    message: t.exposeString('message', { description: 'Text for people: what happens and what to do.' }),
  }),
})
