import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { readKeysView, writeKeysView } from '../links/keys-view.ts'
import type { KeysView } from '../links/keys-view.ts'

/** The view that the address of the page names, and a function that opens another one. The back button returns to the earlier one. */
export function useKeysView(): [KeysView, (view: KeysView) => void] {
  const search = useSearch()
  const [, navigate] = useLocation()
  const view = useMemo(() => readKeysView(new URLSearchParams(search)), [search])
  return [
    view,
    (next) => {
      const parameters = writeKeysView(next).toString()
      navigate(parameters ? `/keys?${parameters}` : '/keys')
    },
  ]
}
