import type { KeyBlueprint, PastRotation } from './key-blueprint.ts'
import { keyIdFor, multiRegionKeyIdFor } from './key-id.ts'
import type { Place } from './key-store.ts'
import { seededRandom } from './seeded-random.ts'
import { integer, shape } from './shape.ts'
import type { Reader } from './shape.ts'

/** A fleet of any size with the kinds of keys, histories, tags, aliases and last uses of a large company. */
export interface LargeFleet {
  /** Number of keys, replicas included. */
  readonly keys: number
  /** The same seed makes the same keys. @default 1 */
  readonly seed?: number
}

/** Throws an InvalidBodyError that names the invalid member. */
export const readLargeFleet: Reader<LargeFleet> = shape({ keys: integer(1, 100_000), seed: integer(0) }, [
  'keys',
])

/** The keys of a large fleet, spread evenly over the places. */
export function* largeFleet(
  { keys, seed = 1 }: LargeFleet,
  places: readonly Place[],
): Generator<KeyBlueprint> {
  const dice = new Dice(seededRandom(seed))
  for (let index = 0; index < keys; index++) {
    const place = places[index % places.length]
    if (!place) throw new Error('a large fleet needs at least one account and Region')
    const name = `fleet/${seed}/${index}`
    const awsService = AWS_SERVICES[Math.floor(index / places.length)]
    const other = places.find(
      ({ accountId, region }) => accountId === place.accountId && region !== place.region,
    )
    const blueprint = awsService
      ? awsManagedKey(awsService, dice)
      : customerKey(index, keys - index > 1 ? other : undefined, dice)
    const keyId = blueprint.replicaRegions ? multiRegionKeyIdFor(name) : keyIdFor(name)
    yield { ...blueprint, ...place, keyId }
    index += blueprint.replicaRegions?.length ?? 0
  }
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** One AWS managed key for each in every account and Region. */
const AWS_SERVICES = words(`
  acm backup codecommit connect dynamodb ebs elasticfilesystem es fsx glue kinesis kinesisvideo lambda lightsail rds redshift s3
  secretsmanager sns sqs
`)
const TEAMS = words(`
  analytics catalog checkout compliance customer-care data-platform finance fraud identity inventory invoicing legal logistics
  marketing mobile orders partners payments people platform pricing records risk search security treasury
`)
const USES = words('api archive backups cache db events exports logs queue reports tokens')
const OTHER_SPECS = [
  ['RSA_2048', 'SIGN_VERIFY', 'Sign'],
  ['RSA_4096', 'ENCRYPT_DECRYPT', 'Decrypt'],
  ['ECC_NIST_P384', 'SIGN_VERIFY', 'Sign'],
  ['HMAC_256', 'GENERATE_VERIFY_MAC', 'GenerateMac'],
  ['ML_DSA_65', 'SIGN_VERIFY', 'Sign'],
] as const
const SYMMETRIC_OPERATIONS = ['Decrypt', 'Decrypt', 'Decrypt', 'GenerateDataKey', 'Encrypt', 'ReEncrypt']
/** KMS began to record uses this many days ago, of older keys. */
const TRACKED_DAYS = 260

/** Random choices. */
class Dice {
  readonly #random: () => number

  constructor(random: () => number) {
    this.#random = random
  }

  isBelow(probability: number): boolean {
    return this.#random() < probability
  }

  /** From `from` up to but not including `to`. */
  between(from: number, to: number): number {
    return from + this.#random() * (to - from)
  }

  oneOf<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    const item = items[Math.floor(this.#random() * items.length)]
    if (item === undefined) throw new Error('nothing to choose from')
    return item
  }
}

function awsManagedKey(service: string, dice: Dice): KeyBlueprint {
  const age = dice.between(400, 2_500)
  const isReadable = !dice.isBelow(0.2)
  return {
    manager: 'AWS',
    aliases: [`aws/${service}`],
    description: `Default key that protects my ${service} data when no other key is defined`,
    createdAt: ago(age),
    ...scheduled(age, 365),
    ...(!isReadable && { denies: ['GetKeyRotationStatus', 'ListKeyRotations', 'ListResourceTags'] }),
  }
}

/** @param other the place for a replica, if there is one */
function customerKey(index: number, other: Place | undefined, dice: Dice): KeyBlueprint {
  const team = dice.oneOf(TEAMS)
  const use = dice.oneOf(USES)
  // One key in eight is younger than three weeks; the others are up to eight years old.
  const age = dice.isBelow(0.125) ? dice.between(0.1, 21) : dice.between(21, 2_900)
  const kind = dice.between(0, 1)
  const material =
    kind < 0.8
      ? symmetricKey(age, dice)
      : kind < 0.93
        ? otherSpec(dice)
        : kind < 0.97
          ? importedKey(age, dice)
          : ({ origin: 'AWS_CLOUDHSM' } as const)
  return {
    description: dice.isBelow(0.6) ? `${use} of ${team}` : '',
    createdAt: ago(age),
    aliases: dice.isBelow(0.9) ? [`${team}/${use}-${index}`] : [],
    tags: tagsOf(team, index, dice),
    ...stateOf(dice),
    ...usageOf(age, dice),
    ...deniesOf(dice),
    ...material,
    ...(other && kind < 0.01 && { replicaRegions: [other.region] }),
  }
}

function symmetricKey(age: number, dice: Dice): KeyBlueprint {
  if (dice.isBelow(0.6)) return scheduled(age, dice.oneOf([90, 180, 365, 365, 365, 365, 730]))
  // Rotated by hand, many times by some.
  if (dice.isBelow(0.5)) return {}
  const count = dice.isBelow(0.03) ? 24 : Math.floor(dice.between(1, 5))
  return { rotations: onDemand(count, age, dice) }
}

const importedKey = (age: number, dice: Dice): KeyBlueprint => ({
  origin: 'EXTERNAL',
  rotations: onDemand(Math.floor(dice.between(0, 3)), age, dice),
  ...(dice.isBelow(0.3) && { pendingMaterial: {} }),
})

function otherSpec(dice: Dice): KeyBlueprint {
  const [spec, usage, operation] = dice.oneOf(OTHER_SPECS)
  return {
    spec,
    usage,
    ...(dice.isBelow(0.8) && { lastUsage: { usedAt: ago(dice.between(0, 90)), operation } }),
  }
}

/** Automatic rotation since the creation of the key. */
function scheduled(age: number, periodInDays: number): KeyBlueprint {
  const count = Math.floor(age / periodInDays)
  const sinceLast = age - count * periodInDays
  return {
    automaticRotation: { periodInDays, nextRotationDate: `+${(periodInDays - sinceLast).toFixed(3)}d` },
    rotations: Array.from({ length: count }, (_, back) => ({ date: ago(sinceLast + back * periodInDays) })),
  }
}

const onDemand = (count: number, age: number, dice: Dice): readonly PastRotation[] =>
  Array.from({ length: count }, () => ({ date: ago(dice.between(0, age)), type: 'ON_DEMAND' }))

function tagsOf(team: string, index: number, dice: Dice): Readonly<Record<string, string>> {
  if (dice.isBelow(0.05)) return {}
  return {
    team,
    env: dice.oneOf(['production', 'production', 'production', 'staging', 'development']),
    ...(dice.isBelow(0.4) && { owner: `${team}-oncall` }),
    ...(dice.isBelow(0.3) && { 'aws:cloudformation:stack-name': `${team}-${index % 7}` }),
  }
}

function stateOf(dice: Dice): KeyBlueprint {
  const state = dice.between(0, 1)
  if (state < 0.03) return { state: 'Disabled' }
  return state < 0.05 ? { state: 'PendingDeletion', deletionDate: `+${Math.ceil(dice.between(0, 30))}d` } : {}
}

function usageOf(age: number, dice: Dice): KeyBlueprint {
  const trackingStartDate = ago(TRACKED_DAYS)
  if (dice.isBelow(0.15)) return { trackingStartDate }
  const unusedFor = dice.isBelow(0.85) ? dice.between(0, 10) : dice.between(10, TRACKED_DAYS)
  const operation = dice.oneOf(SYMMETRIC_OPERATIONS)
  return { trackingStartDate, lastUsage: { usedAt: ago(Math.min(unusedFor, age)), operation } }
}

/** One key in a hundred denies everything, one in a hundred its history. */
function deniesOf(dice: Dice): KeyBlueprint {
  const denial = dice.between(0, 1)
  if (denial < 0.01)
    return {
      denies: [
        'DescribeKey',
        'GetKeyRotationStatus',
        'ListKeyRotations',
        'ListResourceTags',
        'GetKeyLastUsage',
        'EnableKeyRotation',
        'DisableKeyRotation',
        'RotateKeyOnDemand',
      ],
    }
  return denial < 0.02 ? { denies: ['ListKeyRotations'] } : {}
}

const ago = (days: number): string => `-${days.toFixed(3)}d`
