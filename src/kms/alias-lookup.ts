import type { CallOptions, Kms, ListedAlias } from './kms.ts'
import { readWhole } from './whole-list.ts'

/** KMS's own maximum for ListAliases. */
export const ALIASES_PER_PAGE = 100

/**
 * The aliases of several keys of one Region, in the order of `keyIds`. One key is asked for by itself; for more, the
 * Region's whole listing is read as long as that takes no more calls than there are keys, and then each key is asked
 * for. So it never takes more than twice the calls of the cheaper way.
 */
export async function lookUpAliases(
  kms: Kms,
  keyIds: readonly string[],
  options: CallOptions,
): Promise<readonly (readonly ListedAlias[] | Error)[]> {
  const ofKey = (keyId: string) =>
    readWhole((marker) => kms.listAliases({ keyId, limit: ALIASES_PER_PAGE, marker }, options)).catch(toError)
  if (keyIds.length <= 1) return Promise.all(keyIds.map(ofKey))

  const byKey = new Map<string, ListedAlias[]>(keyIds.map((keyId) => [keyId, []]))
  try {
    let marker: string | undefined
    for (let calls = 0; calls < keyIds.length; calls++) {
      const page = await kms.listAliases({ limit: ALIASES_PER_PAGE, marker }, options)
      for (const alias of page.items)
        if (alias.targetKeyId !== undefined) byKey.get(alias.targetKeyId)?.push(alias)
      marker = page.nextMarker
      if (marker === undefined) return keyIds.map((keyId) => byKey.get(keyId) ?? [])
    }
  } catch (error) {
    return keyIds.map(() => toError(error))
  }
  return Promise.all(keyIds.map(ofKey))
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
