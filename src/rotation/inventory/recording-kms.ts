import { AccessDeniedError, OperationError } from '../../errors/operation-errors.ts'
import { parseKeyArn } from '../../kms/key-arn.ts'
import type { Kms, KmsInput, KmsOperation, KmsOutput, Page } from '../../kms/kms.ts'
import type { Reading } from '../key-readings.ts'
import type { KeyRecords, ReadingName, ReadingOf } from './key-records.ts'

/** Records a reading, and returns the response with the value of the record. */
type Note<Name extends KmsOperation> = (
  input: KmsInput<Name>,
  reading: Reading<KmsOutput<Name>>,
) => KmsOutput<Name> | undefined

/**
 * A {@link Kms} that records every response about a key that has a record. Put it below the cache and the rate limiter, so that
 * each call is one read. A response that is one of several pages is not recorded: the reader of all pages records the list.
 * The caller gets the values of the record, so that they are in memory once.
 *
 * An error that may go away by itself says nothing about the key, so it is not recorded.
 *
 * @param now the time of a reading, in milliseconds since the epoch. It must not go back
 */
export function createRecordingKms(kms: Kms, records: KeyRecords, now: () => number): Kms {
  function note<Name extends ReadingName>(
    keyId: string,
    name: Name,
    reading: ReadingOf<Name>,
  ): ReadingOf<Name> {
    const key = parseKeyArn(keyId)
    return key ? records.note(key, name, reading) : reading
  }

  const notes: { readonly [Name in KmsOperation]?: Note<Name> } = {
    DescribeKey: ({ keyId }, reading) => note(reading.value?.keyArn ?? keyId, 'metadata', reading).value,
    GetKeyLastUsage: ({ keyId }, reading) => note(keyId, 'lastUsage', reading).value,
    GetKeyRotationStatus: ({ keyId }, reading) => note(keyId, 'status', reading).value,
    ListKeyRotations({ keyId, marker, includeKeyMaterial }, reading) {
      const list = wholeList(reading, marker)
      const name = includeKeyMaterial === 'ROTATIONS_ONLY' ? 'rotations' : 'materials'
      return list && toPage(note(keyId, name, list))
    },
    ListAliases({ keyId, marker }, reading) {
      const list = wholeList(reading, marker)
      return list && keyId !== undefined ? toPage(note(keyId, 'aliases', list)) : undefined
    },
    ListResourceTags({ keyId, marker }, reading) {
      const list = wholeList(reading, marker)
      return list && toPage(note(keyId, 'tags', list))
    },
  }

  return {
    scope: kms.scope,
    async call(operation, input, options) {
      const observedAt = now()
      try {
        const value = await kms.call(operation, input, options)
        return notes[operation]?.(input, { value, observedAt }) ?? value
      } catch (error) {
        if (isAboutKey(error)) notes[operation]?.(input, { problem: error, observedAt })
        throw error
      }
    },
  }
}

const toPage = <Item>({ value }: Reading<readonly Item[]>): Page<Item> | undefined =>
  value && { items: value, nextMarker: undefined }

/** The reading of a whole list. Undefined if the response is one of several pages. */
function wholeList<Item>(
  { value, problem, observedAt }: Reading<Page<Item>>,
  marker: string | undefined,
): Reading<readonly Item[]> | undefined {
  if (marker !== undefined) return undefined
  if (problem) return { problem, observedAt }
  return value?.nextMarker === undefined && value ? { value: value.items, observedAt } : undefined
}

/** Whether the same read will fail again, because of the key and not because of the gateway's credentials. */
const isAboutKey = (error: unknown): error is OperationError =>
  error instanceof OperationError &&
  !error.isRetryable &&
  !(error instanceof AccessDeniedError && error.credentialFailure)
