import { automatic, onDemand } from './history.ts'
import type { DemoKey } from './home-region.ts'
import { stack, team } from './tags.ts'

/** The second account: a smaller fleet in one Region. Some aliases are also those of the first account. */
export const STAGING: readonly DemoKey[] = [
  {
    aliases: ['orders-api'],
    description: 'Orders of the test shop',
    createdAt: '-540d',
    tags: { ...team('orders', 'synthetic', 'staging'), ...stack('orders-staging') },
    automaticRotation: { nextRotationDate: '+190d' },
    rotations: automatic(1, 365, 175),
  },
  {
    aliases: ['payments-db'],
    description: 'Overdue: never rotated',
    createdAt: '-610d',
    tags: team('payments', 'synthetic', 'staging'),
  },
  {
    aliases: ['load-tests'],
    description: 'Overdue: rotated by hand, once',
    createdAt: '-1300d',
    tags: team('quality', 'synthetic', 'staging'),
    rotations: onDemand(480),
  },
  {
    aliases: ['test-artifacts'],
    createdAt: '-250d',
    tags: team('quality', 'internal', 'staging'),
    automaticRotation: { periodInDays: 90, nextRotationDate: '+20d' },
    rotations: automatic(2, 90, 70),
  },
  { aliases: ['feature-flags'], createdAt: '-45d', tags: team('platform', 'internal', 'staging') },
  {
    aliases: ['contract-tests'],
    spec: 'RSA_2048',
    usage: 'SIGN_VERIFY',
    createdAt: '-200d',
    tags: team('quality', 'internal', 'staging'),
  },
  { aliases: ['aws/s3'], manager: 'AWS', createdAt: '-1300d', rotations: automatic(3, 365, 205) },
  { aliases: ['old-pipeline'], state: 'PendingDeletion', deletionDate: '+9d', createdAt: '-1100d' },
]

/** The third account, whose role is denied. Its keys appear when the role is allowed. */
export const LEGACY: readonly DemoKey[] = [
  { aliases: ['mainframe-exports'], description: 'Overdue: never rotated', createdAt: '-2900d' },
  {
    aliases: ['fax-archive'],
    description: 'Overdue: rotated by hand, once',
    createdAt: '-2600d',
    rotations: onDemand(1500),
  },
  {
    aliases: ['tape-backups'],
    createdAt: '-2200d',
    automaticRotation: { nextRotationDate: '+60d' },
    rotations: automatic(5, 365, 305),
  },
]
