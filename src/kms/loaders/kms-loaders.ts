import { setMaxListeners } from 'node:events'
import DataLoader from 'dataloader'
import { InvalidMarkerError } from '../../errors/invalid-marker-error.ts'
import { createAliasLookup } from './alias-lookup.ts'
import type { AliasLookup } from './alias-lookup.ts'
import type {
  CallOptions,
  IncludeKeyMaterial,
  KeyMetadata,
  KeyRotationStatus,
  Kms,
  ListedAlias,
  ListedKey,
  Page,
  ResourceTag,
  RotationsListEntry,
} from '../kms.ts'
import type { Scopes } from '../scopes.ts'
import { readAllPages } from '../read-all-pages.ts'

/** KMS's own maximum for ListResourceTags. */
const TAGS_PER_PAGE = 50

/**
 * What one request reads from KMS, each thing once. Rejections are remembered too, so a field and the
 * problem it has are told of the same call. A change must `clear` the key it changed.
 */
export interface KmsLoaders {
  metadata(keyArn: string): Promise<KeyMetadata>
  /** By key ID or alias in a Region. */
  metadataByName(region: string, name: string): Promise<KeyMetadata>
  status(keyArn: string): Promise<KeyRotationStatus>
  aliases(keyArn: string): Promise<readonly ListedAlias[]>
  /** Every alias of a Region, those that point at no key too. */
  aliasesOfRegion(region: string): Promise<readonly ListedAlias[]>
  tags(keyArn: string): Promise<readonly ResourceTag[]>
  /** One page of completed rotations, in KMS's order. */
  rotationsPage(keyArn: string, marker: string | undefined): Promise<Page<RotationsListEntry>>
  /** All completed rotations, in KMS's order. */
  rotations(keyArn: string): Promise<readonly RotationsListEntry[]>
  /** All materials: the first one and pending ones too. */
  materials(keyArn: string): Promise<readonly RotationsListEntry[]>
  keysPage(region: string, marker: string | undefined): Promise<Page<ListedKey>>
  /** @param status what is known of it now, where it need not be read: a further read might flip back behind it */
  clear(keyArn: string, status?: KeyRotationStatus): void
}

export interface KmsLoadersOptions {
  readonly scopes: Scopes
  /** What the request says of each call that is made for it. */
  readonly call: CallOptions & { readonly signal: AbortSignal }
  /** `Limit` of ListKeys and ListKeyRotations, always the same: a Marker goes back with the Limit it came with. */
  readonly kmsPageSize: number
}

interface Named {
  readonly region: string
  readonly name: string | undefined
}

interface HistoryPage {
  readonly keyArn: string
  readonly includeKeyMaterial: IncludeKeyMaterial
  readonly marker: string | undefined
}

export function createKmsLoaders({ scopes, call, kmsPageSize: limit }: KmsLoadersOptions): KmsLoaders {
  // Every call on the way listens for the end of the request, and there is no bound to their number.
  setMaxListeners(0, call.signal)
  const kmsOf = (keyArn: string) => scopes.of(keyArn).kms
  const kmsIn = (region: string) => scopes.inRegion(region)?.kms ?? scopes.default.kms

  const metadata = perKey((keyArn) => kmsOf(keyArn).call('DescribeKey', { keyId: keyArn }, call))
  const status = perKey((keyArn) => kmsOf(keyArn).call('GetKeyRotationStatus', { keyId: keyArn }, call))
  const tags = perKey((keyArn) =>
    readAllPages(
      (marker) =>
        kmsOf(keyArn).call('ListResourceTags', { keyId: keyArn, limit: TAGS_PER_PAGE, marker }, call),
      call.signal,
    ),
  )
  const names = new DataLoader<Named, KeyMetadata, string>(
    each(({ region, name = '' }) => kmsIn(region).call('DescribeKey', { keyId: name }, call)),
    { cacheKeyFn: nameKey },
  )
  const keys: DataLoader<Named, Page<ListedKey>, string> = new DataLoader(
    each(async ({ region, name: marker }) => {
      const page = await kmsIn(region)
        .call('ListKeys', { limit, marker }, call)
        .catch((error: unknown) => restart(error, keys))
      for (const { keyArn } of page.items.slice(0, 1)) scopes.noteListed(keyArn)
      return page
    }),
    { cacheKeyFn: nameKey },
  )
  const historyPages: DataLoader<HistoryPage, Page<RotationsListEntry>, string> = new DataLoader(
    each(({ keyArn, ...page }) =>
      kmsOf(keyArn)
        .call('ListKeyRotations', { keyId: keyArn, ...page, limit }, call)
        .catch((error: unknown) => restart(error, historyPages)),
    ),
    {
      cacheKeyFn: ({ keyArn, includeKeyMaterial, marker }) =>
        JSON.stringify([keyArn, includeKeyMaterial, marker]),
    },
  )
  const lookups = new Map<Kms, AliasLookup>()
  const lookupWith = (kms: Kms): AliasLookup => {
    const known = lookups.get(kms)
    if (known) return known
    const lookup = createAliasLookup(kms, { ...call, isForeign: (keyArn) => scopes.isForeign(keyArn) })
    lookups.set(kms, lookup)
    return lookup
  }
  const aliases = new DataLoader<string, readonly ListedAlias[]>(async (keyArns) => {
    const found = new Map<string, readonly ListedAlias[] | Error>()
    await Promise.all(
      [...new Set(keyArns.map(kmsOf))].map(async (kms) => {
        const arns = keyArns.filter((arn) => kmsOf(arn) === kms)
        for (const [index, list] of (await lookupWith(kms).of(arns)).entries())
          found.set(arns[index] ?? '', list)
      }),
    )
    return keyArns.map((arn) => found.get(arn) ?? [])
  })
  const whole = (keyArn: string, includeKeyMaterial: IncludeKeyMaterial) =>
    readAllPages((marker) => historyPages.load({ keyArn, includeKeyMaterial, marker }), call.signal)

  return {
    metadata: (keyArn) => metadata.load(keyArn),
    metadataByName: async (region, name) => {
      const found = await names.load({ region, name })
      metadata.prime(found.keyArn, found)
      return found
    },
    status: (keyArn) => status.load(keyArn),
    aliases: (keyArn) => aliases.load(keyArn),
    aliasesOfRegion: (region) => lookupWith(kmsIn(region)).all(),
    tags: (keyArn) => tags.load(keyArn),
    rotationsPage: (keyArn, marker) =>
      historyPages.load({ keyArn, includeKeyMaterial: 'ROTATIONS_ONLY', marker }),
    rotations: (keyArn) => whole(keyArn, 'ROTATIONS_ONLY'),
    materials: (keyArn) => whole(keyArn, 'ALL_KEY_MATERIAL'),
    keysPage: (region, marker) => keys.load({ region, name: marker }),
    clear(keyArn, known) {
      metadata.clear(keyArn)
      status.clear(keyArn)
      if (known) status.prime(keyArn, known)
      // Pages are not kept by key; a change of one key in a request is rare enough to forget them all.
      historyPages.clearAll()
    },
  }
}

/** KMS has no batch calls: what a loader saves is the second call for the same thing. */
function each<Key, Value>(
  load: (key: Key) => Promise<Value>,
): (keys: readonly Key[]) => Promise<readonly (Value | Error)[]> {
  return (keys) =>
    Promise.all(
      keys.map((key) =>
        load(key).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))),
      ),
    )
}

/** Pages that led to a Marker which KMS has forgotten are no way to the end of a list: who starts again reads them anew. */
function restart(error: unknown, pages: { clearAll(): unknown }): never {
  if (error instanceof InvalidMarkerError) pages.clearAll()
  throw error
}

const perKey = <Value>(load: (keyArn: string) => Promise<Value>) => new DataLoader<string, Value>(each(load))
const nameKey = ({ region, name }: Named): string => JSON.stringify([region, name])
