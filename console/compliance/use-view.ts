import { useSearchParams } from 'wouter'
import { readView, writeView } from './grouping.ts'
import type { ComplianceView } from './grouping.ts'

/** The view in the address, and a function that changes parts of it. */
export function useView(): [ComplianceView, (changes: Partial<ComplianceView>) => void] {
  const [parameters, setParameters] = useSearchParams()
  const view = readView(parameters)
  return [view, (changes) => setParameters(writeView({ ...view, ...changes }), { replace: true })]
}
