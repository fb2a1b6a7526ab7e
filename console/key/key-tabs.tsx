import Tabs from '@cloudscape-design/components/tabs'
import { useEffect, useRef } from 'react'
import { useSearchParams } from 'wouter'
import type { ProblemFragment } from '../generated/graphql.ts'
import { HistoryTab } from './history-tab.tsx'
import type { PageKey } from './key-data.ts'
import { MaterialsTab } from './materials-tab.tsx'
import { NamesTab } from './names-tab.tsx'
import { failedReads } from './problems.ts'
import { ProblemsTab } from './problems-tab.tsx'
import { RegionsTab } from './regions-tab.tsx'

export interface KeyTabsProps {
  readonly keyData: PageKey
  readonly usageProblem: ProblemFragment | null
}

/** The lists of a key. A tab is loaded when it is opened. The address has the open tab: `?tab=history`. */
export function KeyTabs({ keyData, usageProblem }: KeyTabsProps) {
  const [parameters, setParameters] = useSearchParams()
  const { arn } = keyData
  const failed = failedReads({ ...keyData.problems, lastUsage: usageProblem })
  const tabs = [
    { id: 'history', label: 'History', content: <HistoryTab arn={arn} /> },
    { id: 'materials', label: 'Key materials', content: <MaterialsTab arn={arn} /> },
    { id: 'names', label: 'Aliases and tags', content: <NamesTab arn={arn} /> },
    ...(keyData.multiRegion ? [{ id: 'regions', label: 'Regions', content: <RegionsTab arn={arn} /> }] : []),
    {
      id: 'problems',
      label: failed.length === 0 ? 'Problems' : `Problems (${failed.length})`,
      content: <ProblemsTab failed={failed} />,
    },
  ]
  const wanted = parameters.get('tab')
  const place = useRef<HTMLDivElement>(null)
  // A link to a tab shows it.
  useEffect(() => {
    if (wanted !== null && place.current && place.current.getBoundingClientRect().top > innerHeight)
      place.current.scrollIntoView()
  }, [wanted])
  return (
    <div ref={place} className="key-tabs">
      <Tabs
        variant="container"
        ariaLabel="Lists of the key"
        tabs={tabs}
        activeTabId={tabs.some(({ id }) => id === wanted) && wanted !== null ? wanted : 'history'}
        onChange={({ detail }) => setParameters({ tab: detail.activeTabId }, { replace: true })}
      />
    </div>
  )
}
