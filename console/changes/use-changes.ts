import { useState } from 'react'
import { addDays } from '../format/time.ts'
import { useAnswer } from '../gateway/use-answer.ts'
import type { NewestAnswer } from '../gateway/use-answer.ts'
import { ChangedKeyDocument, ChangesDocument } from '../generated/graphql.ts'
import type { ChangesQuery, KeyBy } from '../generated/graphql.ts'
import type { ChangesView } from '../links/changes-view.ts'

const PAGE_SIZE = 25

/** A page of the changes that match. If the view names a key that does not exist, the answer stays undefined. */
export function useChanges(
  view: ChangesView,
  after: string | undefined,
): { readonly answer: NewestAnswer<ChangesQuery>; readonly isKeyUnknown: boolean } {
  const [now] = useState(() => new Date())
  const { kinds, outcomes, requestedBy, days, key } = view
  const changedKey = useAnswer(
    ChangedKeyDocument,
    { by: keyBy(key) },
    { refreshMs: false, isEnabled: key !== '' },
  )
  const keyId = changedKey.isEarlier ? undefined : changedKey.data?.key?.id
  const isKeyKnown = key === '' || keyId !== undefined
  const filter = {
    ...(kinds.length > 0 && { kinds: [...kinds] }),
    ...(outcomes.length > 0 && { outcomes: [...outcomes] }),
    ...(requestedBy && { requestedBy: [requestedBy] }),
    ...(days > 0 && { since: addDays(now, -days) }),
    ...(key !== '' && keyId !== undefined && { keys: [keyId] }),
  }
  const answer = useAnswer(
    ChangesDocument,
    { filter, first: PAGE_SIZE, after: after ?? null },
    { isEnabled: isKeyKnown },
  )
  const isKeyUnknown = key !== '' && !changedKey.isFetching && keyId === undefined
  return {
    answer: isKeyKnown ? answer : { ...answer, data: undefined, failure: changedKey.failure },
    isKeyUnknown,
  }
}

function keyBy(key: string): KeyBy {
  if (key.startsWith('alias/') || key.includes(':alias/')) return { alias: key }
  return key.startsWith('arn:') ? { arn: key } : { keyId: key }
}
