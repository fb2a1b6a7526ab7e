import { steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { parseKeyArn } from '../../kms/key-arn.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, IncludeKeyMaterial, Page } from '../../kms/kms.ts'
import { readAllPages } from '../../kms/read-all-pages.ts'
import type { KeyRecords } from './key-records.ts'

/** Reads one key. The recording layer below updates the record of the key. */
export interface KeyReads {
  metadata(keyArn: string): Promise<unknown>
  status(keyArn: string): Promise<unknown>
  rotations(keyArn: string): Promise<unknown>
  materials(keyArn: string): Promise<unknown>
  tags(keyArn: string): Promise<unknown>
  lastUsage(keyArn: string): Promise<unknown>
}

export interface KeyReadsOptions {
  readonly kms: KmsClient
  readonly records: KeyRecords
  readonly clock: Clock
  readonly call: CallOptions & { readonly signal: AbortSignal }
}

/** The maximum of ListKeyRotations. */
const MAX_ENTRIES_PER_PAGE = 1_000
/** The maximum of ListResourceTags. */
const MAX_TAGS_PER_PAGE = 50

export function createKeyReads({ kms, records, clock, call }: KeyReadsOptions): KeyReads {
  /** The recording layer does not record one of several pages. */
  async function readList<Item>(
    readPage: (marker: string | undefined) => Promise<Page<Item>>,
  ): Promise<{ readonly value: readonly Item[]; readonly observedAt: number }> {
    const observedAt = steadyDateOn(clock)
    return { value: await readAllPages(readPage, call.signal), observedAt }
  }

  async function history(keyArn: string, name: 'rotations' | 'materials'): Promise<void> {
    const includeKeyMaterial: IncludeKeyMaterial =
      name === 'rotations' ? 'ROTATIONS_ONLY' : 'ALL_KEY_MATERIAL'
    const page = { limit: MAX_ENTRIES_PER_PAGE, includeKeyMaterial }
    const reading = await readList((marker) => kms.listKeyRotations(keyArn, { ...page, marker }, call))
    const key = parseKeyArn(keyArn)
    if (key) records.note(key, name, reading)
  }

  return {
    metadata: (keyArn) => kms.describeKey(keyArn, call),
    lastUsage: (keyArn) => kms.getKeyLastUsage(keyArn, call),
    status: (keyArn) => kms.getKeyRotationStatus(keyArn, call),
    rotations: (keyArn) => history(keyArn, 'rotations'),
    materials: (keyArn) => history(keyArn, 'materials'),
    async tags(keyArn) {
      const limit = MAX_TAGS_PER_PAGE
      const reading = await readList((marker) => kms.listResourceTags(keyArn, { limit, marker }, call))
      const key = parseKeyArn(keyArn)
      if (key) records.note(key, 'tags', reading)
    },
  }
}
