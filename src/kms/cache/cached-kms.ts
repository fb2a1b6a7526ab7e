import { instantOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { createAnswerCache } from './answer-cache.ts'
import type { Home, Question, ReadOutcome } from './answer-cache.ts'
import { createFreshKms } from './fresh-kms.ts'
import { parseKeyArn } from '../key-arn.ts'
import { createKeyMemory } from './key-memory.ts'
import type { KeyMemory } from './key-memory.ts'
import type { CallOptions, KeyMetadata, Kms, PageRequest } from '../kms.ts'
import { defaultMaxAges } from './max-ages.ts'
import type { MaxAges, ReadOperation } from './max-ages.ts'

/**
 * A {@link Kms} that asks once for what several want to know: identical reads in flight are joined, and answers
 * younger than a bound are given again. `CallOptions.maxAgeMs` lowers the bound of one call, and never raises it.
 *
 * It knows nothing of callers: whoever may use it sees what its AWS credentials see. So there is one for each Region
 * and set of credentials, and none may be shared between callers whose rights at AWS differ.
 */
export interface CachedKms extends Kms, KeyMemory {
  /**
   * The same KMS past the cache, for whoever decides by what is read: each read is a request of its own. The cache
   * learns from what it brings, and each change that is made here ends the life of what is kept about the key.
   */
  readonly fresh: Kms
  /** How many answers and keys are kept. */
  readonly size: number
}

export interface CachedKmsOptions {
  readonly clock: Clock
  /** @default {@link defaultMaxAges} */
  readonly maxAges?: Partial<MaxAges> | undefined
  /** Most answers and keys to keep; the oldest make room. @default 50_000 */
  readonly maxAnswers?: number | undefined
  /** Told of each read that is asked for. */
  readonly onRead?: ((operation: ReadOperation, outcome: ReadOutcome) => void) | undefined
}

export const DEFAULT_MAX_ANSWERS = 50_000

export function createCachedKms(kms: Kms, options: CachedKmsOptions): CachedKms {
  const { clock, maxAnswers = DEFAULT_MAX_ANSWERS, onRead } = options
  const cache = createAnswerCache({
    clock,
    maxAges: { ...defaultMaxAges, ...options.maxAges },
    maxAnswers,
    onRead,
  })
  const memory = createKeyMemory(cache, clock)
  const fresh = createFreshKms({ kms, cache, memory, clock })

  /** Where answers about a key are kept. None for a bare key ID: the gateway names keys by ARN, once it knows them. */
  function keyHome(keyId: string): Home | undefined {
    const home = cache.find(keyId) ?? (parseKeyArn(keyId) && cache.homeOf(keyId))
    return home?.isKey ? home : undefined
  }

  /** By whatever name, it is an answer about the key. */
  const lookup: Pick<Question<KeyMetadata>, 'keyArnOf' | 'note'> = {
    keyArnOf: ({ keyArn }) => keyArn,
    note: ({ keyArn }, read, answer) => cache.keep(cache.homeOf(keyArn).metadata, { ...read, answer }),
  }

  return {
    ...memory,
    region: kms.region,
    fresh,
    get size() {
      return cache.size
    },

    listKeys(page, call) {
      const home = cache.region
      const slot = cache.pageOf(home.keys, nameOf(page))
      const send = (options: CallOptions) => kms.listKeys(page, options)
      return cache.ask({ operation: 'ListKeys', home, slot, pages: home.keys, call, send })
    },

    describeKey(keyId, call) {
      const home = cache.homeOf(keyId)
      const send = (options: CallOptions) => kms.describeKey(keyId, options)
      const question = { operation: 'DescribeKey', home, slot: home.metadata, call, send } as const
      return cache.ask(home.isKey ? question : { ...question, ...lookup })
    },

    listAliases(page, call) {
      const home = page.keyId === undefined ? cache.region : keyHome(page.keyId)
      if (!home) return kms.listAliases(page, call)
      const slot = cache.pageOf(home.aliases, nameOf(page))
      const send = (options: CallOptions) => kms.listAliases(page, options)
      return cache.ask({ operation: 'ListAliases', home, slot, pages: home.aliases, call, send })
    },

    listResourceTags(keyId, page, call) {
      const home = keyHome(keyId)
      if (!home) return kms.listResourceTags(keyId, page, call)
      const slot = cache.pageOf(home.tags, nameOf(page))
      const send = (options: CallOptions) => kms.listResourceTags(keyId, page, options)
      return cache.ask({ operation: 'ListResourceTags', home, slot, pages: home.tags, call, send })
    },

    getKeyRotationStatus(keyId, call) {
      const home = keyHome(keyId)
      if (!home) return kms.getKeyRotationStatus(keyId, call)
      return cache.ask({
        operation: 'GetKeyRotationStatus',
        home,
        slot: home.status,
        call,
        send: (options) => kms.getKeyRotationStatus(keyId, options),
        note: (status, read) => home.life.noteStatus(status, read, instantOn(clock)),
      })
    },

    listKeyRotations(keyId, page, call) {
      const home = keyHome(keyId)
      if (!home) return kms.listKeyRotations(keyId, page, call)
      return cache.ask({
        operation: 'ListKeyRotations',
        home,
        slot: cache.pageOf(home.rotations, `${page.includeKeyMaterial} ${nameOf(page)}`),
        pages: home.rotations,
        call,
        send: (options) => kms.listKeyRotations(keyId, page, options),
        note: ({ items }) => home.life.noteHistory(items, instantOn(clock)),
      })
    },

    enableKeyRotation: (...order) => fresh.enableKeyRotation(...order),
    disableKeyRotation: (...order) => fresh.disableKeyRotation(...order),
    rotateKeyOnDemand: (...order) => fresh.rotateKeyOnDemand(...order),
  }
}

/** A Marker belongs to the limit that it was issued for. */
const nameOf = ({ limit, marker }: PageRequest): string => `${limit ?? ''} ${marker ?? ''}`
