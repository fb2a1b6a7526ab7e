import { automatic, onDemand } from './history.ts'
import type { DemoKey } from './home-region.ts'
import { stack, team } from './tags.ts'

/** A smaller Region of the same company. */
export const SECOND_REGION: readonly DemoKey[] = [
  {
    aliases: ['orders-api'],
    createdAt: '-790d',
    tags: team('orders', 'internal'),
    automaticRotation: { nextRotationDate: '+305d' },
    rotations: automatic(2, 365, 60),
  },
  {
    aliases: ['customer-pii'],
    createdAt: '-400d',
    tags: team('identity', 'pii'),
    automaticRotation: { periodInDays: 90, nextRotationDate: '+50d' },
    rotations: automatic(4, 90, 40),
  },
  {
    aliases: ['gdpr-exports'],
    createdAt: '-260d',
    tags: team('legal', 'pii'),
    automaticRotation: { periodInDays: 180, nextRotationDate: '+100d' },
    rotations: [...automatic(1, 180, 80), ...onDemand(20)],
  },
  { aliases: ['marketing-mail'], description: 'Overdue', createdAt: '-900d', tags: team('marketing', 'pii') },
  {
    aliases: ['warehouse-robots'],
    description: 'Overdue',
    createdAt: '-1500d',
    tags: team('logistics', 'internal'),
    rotations: onDemand(700, 500),
  },
  {
    aliases: ['feature-flags'],
    createdAt: '-30d',
    tags: team('platform', 'internal', 'staging'),
  },
  {
    aliases: ['refunds-api'],
    description: 'Rotated by hand this week',
    createdAt: '-510d',
    tags: team('payments', 'pci'),
    rotations: onDemand(190, 3),
  },
  {
    aliases: ['checkout-api'],
    description: 'Created this week',
    createdAt: '-3d',
    tags: { ...team('checkout', 'pci'), ...stack('checkout-production') },
    automaticRotation: { nextRotationDate: '+362d' },
  },
  {
    aliases: ['price-lists'],
    description: 'Due in 20 days: never rotated, and automatic rotation is off',
    createdAt: '-345d',
    tags: team('pricing', 'internal'),
  },
  {
    aliases: ['fleet-telemetry'],
    description: 'Rotated automatically this week',
    createdAt: '-272d',
    tags: team('logistics', 'internal'),
    automaticRotation: { periodInDays: 90, nextRotationDate: '+88d' },
    rotations: automatic(3, 90, 2),
  },
  {
    aliases: ['backups'],
    createdAt: '-1095d',
    tags: team('platform', 'confidential'),
    automaticRotation: { nextRotationDate: '+10m' },
    rotations: automatic(2, 365, 365),
  },
  { aliases: ['aws/rds'], manager: 'AWS', createdAt: '-1000d', rotations: automatic(2, 365, 270) },
  {
    aliases: ['aws/lambda'],
    manager: 'AWS',
    createdAt: '-500d',
    denies: ['GetKeyRotationStatus', 'ListKeyRotations'],
  },
  {
    aliases: ['sovereign-ledger'],
    origin: 'EXTERNAL_KEY_STORE',
    createdAt: '-210d',
    tags: team('treasury', 'restricted'),
  },
  { aliases: ['device-attestation'], spec: 'ECC_NIST_P384', usage: 'SIGN_VERIFY', createdAt: '-330d' },
  { aliases: ['old-warehouse'], state: 'PendingDeletion', deletionDate: '+3d', createdAt: '-2000d' },
  { aliases: ['pilot-2023'], state: 'Disabled', createdAt: '-1050d', rotations: onDemand(900) },
]

/** Multi-Region keys: [primary key in the first Region, primary key in the second Region]. */
export const MULTI_REGION: readonly [readonly DemoKey[], readonly DemoKey[]] = [
  [
    {
      aliases: ['global-identity'],
      description: 'Multi-Region; the primary rotates for its replica',
      createdAt: '-620d',
      tags: team('identity', 'pii'),
      automaticRotation: { nextRotationDate: '+110d' },
      rotations: automatic(1, 365, 255),
    },
    {
      aliases: ['byok-global'],
      description: 'Imported material, not yet imported into the replica',
      origin: 'EXTERNAL',
      createdAt: '-180d',
      pendingMaterial: { isAwaitingReplicas: true },
    },
  ],
  [
    {
      aliases: ['global-catalog'],
      createdAt: '-450d',
      tags: team('catalog', 'internal'),
      rotations: onDemand(85),
    },
  ],
]
