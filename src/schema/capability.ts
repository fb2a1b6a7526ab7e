import { blockersToDisable, blockersToEnable, blockersToRotate } from '../resolvers/capability.ts'
import type { Key } from '../resolvers/key.ts'
import type { Blocker } from '../rotation/rules/eligibility.ts'
import { BlockerReason } from './blocker-reason.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const BlockerRef = builder.objectRef<Blocker>('Blocker').implement({
  description: 'A reason why an action on a key is not possible now.',
  fields: (t) => ({
    reason: t.expose('reason', {
      type: BlockerReason,
      description: 'The reason, as a stable value for programs.',
    }),
    message: t.exposeString('message', {
      description: 'The reason and how to resolve it, as text for people.',
    }),
    clearsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the blocker ends without any action. Null if that is not known.',
      resolve: ({ clearsAt }) => clearsAt,
    }),
  }),
})

const CapabilityRef = builder.objectRef<readonly Blocker[]>('Capability').implement({
  description: 'Whether an action on a key is possible now and, if it is not, the reasons.',
  fields: (t) => ({
    isAllowed: t.boolean({
      description:
        'Whether no blocker is known. KMS may still reject the action, because the gateway does not evaluate IAM policies.',
      resolve: (blockers) => blockers.length === 0,
    }),
    blockers: t.field({
      type: [BlockerRef],
      description:
        'All known blockers, in the order in which KMS checks them. Empty if the action is possible.',
      resolve: (blockers) => blockers,
    }),
  }),
})

const KeyCapabilitiesRef = builder.objectRef<Key>('KeyCapabilities').implement({
  description:
    'The actions that are possible on a key now. Mutations check the same rules before they call KMS.',
  fields: (t) => ({
    rotateOnDemand: t.field({
      ...priced({ reads: ['metadata', 'status', 'rotations'] }),
      type: CapabilityRef,
      description:
        'Whether `rotateKeyOnDemand` would call KMS. Reads the metadata, rotation status and history of the key.',
      resolve: (key, _, context) => blockersToRotate(key, context),
    }),
    enableAutomaticRotation: t.field({
      ...priced({ reads: ['metadata'] }),
      type: CapabilityRef,
      description:
        'Whether `enableKeyRotation` would call KMS. Automatic rotation that is already on is not a blocker, because its period can be changed.',
      resolve: (key, _, context) => blockersToEnable(key, context),
    }),
    disableAutomaticRotation: t.field({
      ...priced({ reads: ['metadata', 'status'] }),
      type: CapabilityRef,
      description: 'Whether `disableKeyRotation` would call KMS.',
      resolve: (key, _, context) => blockersToDisable(key, context),
    }),
  }),
})

builder.objectField(KeyRef, 'capabilities', (t) =>
  t.field({
    type: KeyCapabilitiesRef,
    description: 'The actions that are possible on this key now and, for the others, the reasons.',
    resolve: (key) => key,
  }),
)
