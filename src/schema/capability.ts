import { againstDisabling, againstEnabling, againstRotating } from '../resolvers/capability.ts'
import type { Key } from '../resolvers/key.ts'
import type { Blocker } from '../rotation/rules/eligibility.ts'
import { BlockerReason } from './blocker-reason.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'

const BlockerRef = builder.objectRef<Blocker>('Blocker').implement({
  description: 'One thing that stands against an action.',
  fields: (t) => ({
    reason: t.expose('reason', { type: BlockerReason, description: 'What it is, for machines.' }),
    message: t.exposeString('message', { description: 'What it is and what to do about it, for people.' }),
    clearsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it goes away by itself, if known.',
      resolve: ({ clearsAt }) => clearsAt,
    }),
  }),
})

const CapabilityRef = builder.objectRef<readonly Blocker[]>('Capability').implement({
  description: 'Whether an action is possible now, and if not, why not.',
  fields: (t) => ({
    isAllowed: t.boolean({
      description: 'No blocker is known. KMS may still refuse: IAM is not simulated.',
      resolve: (blockers) => blockers.length === 0,
    }),
    blockers: t.field({
      type: [BlockerRef],
      description: 'All that stands against it, in the order in which KMS checks.',
      resolve: (blockers) => blockers,
    }),
  }),
})

const KeyCapabilitiesRef = builder.objectRef<Key>('KeyCapabilities').implement({
  description:
    'What can be done to a key now. The same rules decide what the mutations refuse before they ask KMS.',
  fields: (t) => ({
    rotateOnDemand: t.field({
      ...priced({ reads: ['metadata', 'status', 'rotations'] }),
      type: CapabilityRef,
      description: 'Whether `rotateKeyOnDemand` would be sent. Reads metadata, status and history.',
      resolve: (key, _, context) => againstRotating(key, context),
    }),
    enableAutomaticRotation: t.field({
      ...priced({ reads: ['metadata'] }),
      type: CapabilityRef,
      description:
        'Whether `enableKeyRotation` would be sent. That it is on already is no blocker: the period can be changed.',
      resolve: (key, _, context) => againstEnabling(key, context),
    }),
    disableAutomaticRotation: t.field({
      ...priced({ reads: ['metadata', 'status'] }),
      type: CapabilityRef,
      description: 'Whether `disableKeyRotation` would be sent.',
      resolve: (key, _, context) => againstDisabling(key, context),
    }),
  }),
})

builder.objectField(KeyRef, 'capabilities', (t) =>
  t.field({
    type: KeyCapabilitiesRef,
    description: 'What can be done to this key now, and if not, why not.',
    resolve: (key) => key,
  }),
)
