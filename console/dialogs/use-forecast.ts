import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { GatewayError } from '../../client/index.ts'
import { isUnreachable } from '../gateway/reachability.ts'
import { RETRY_MS } from '../gateway/use-answer.ts'
import { dryRun } from './send-change.ts'
import type { ChangeResult } from './send-change.ts'
import { useSettled } from './use-settled.ts'
import { editChange } from './stored-change.ts'
import type { ChangeAddress, StoredChange } from './stored-change.ts'

export interface Forecast {
  /** The answer to the dry run of the present input. Undefined until it arrives. */
  readonly result: ChangeResult | undefined
  readonly failure: GatewayError | undefined
  readonly reload: () => void
}

/** Sends a dry run of the change when its dialog opens and for each other period. */
export function useForecast(
  address: ChangeAddress,
  change: StoredChange,
  { isEnabled }: { readonly isEnabled: boolean },
): Forecast {
  const { arn, dialog } = address
  const period = useSettled(change.period)
  const { data, error, isFetching, refetch } = useQuery<ChangeResult, GatewayError>({
    queryKey: ['forecast', arn, dialog, change.idempotencyKey, period],
    queryFn: async () => dryRun(address, change),
    enabled: isEnabled && period === change.period,
    staleTime: Infinity,
    gcTime: 0,
    refetchInterval: ({ state }) => (isUnreachable(state.error) ? RETRY_MS : false),
  })
  const materialId = data?.kind === 'RotateKeyOnDemandPayload' && data.key.currentMaterial?.materialId
  useEffect(() => {
    // The material of the first forecast. If the key has another one later, it was rotated while the dialog was open.
    if (materialId && !change.materialId) editChange({ arn, dialog }, { materialId })
  }, [arn, dialog, materialId, change.materialId])
  return {
    result: isFetching || period !== change.period ? undefined : data,
    failure: error ?? undefined,
    reload: () => void refetch(),
  }
}
