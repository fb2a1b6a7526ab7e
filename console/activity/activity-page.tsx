import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import LiveRegion from '@cloudscape-design/components/live-region'
import SpaceBetween from '@cloudscape-design/components/space-between'
import './activity.css'
import { Suspense, lazy, useEffect, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useAnswer } from '../gateway/use-answer.ts'
import { EventScopesDocument } from '../generated/graphql.ts'
import { isFiltered, readActivityFilter, writeActivityFilter } from './activity-filter.ts'
import type { ActivityFilter } from './activity-filter.ts'
import { newestEvent } from './activity-list.ts'
import { ConnectionStatus } from './connection-status.tsx'
import { EventList } from './event-list.tsx'
import { FeedNotice } from './feed-notice.tsx'
import { NewEventsButton } from './new-events-button.tsx'
import { NoEvents } from './no-events.tsx'
import { useActivityFeed } from './use-activity-feed.ts'
import { useAnnouncement } from './use-announcement.ts'
import { useIsScrolled } from './use-is-scrolled.ts'

const EventFilter = lazy(() => import('./event-filter.tsx'))

/** The rotation events that the gateway keeps, and new ones as they arrive. */
export default function ActivityPage() {
  const filter = readActivityFilter(new URLSearchParams(useSearch()))
  const address = writeActivityFilter(filter).toString()
  const [, navigate] = useLocation()
  const [feed, state] = useActivityFeed(address)
  const [isPaused, setPaused] = useState(false)
  const [isScrolled, start] = useIsScrolled()
  const isHeld = isPaused || isScrolled
  useEffect(() => {
    if (isHeld) feed.hold()
    else feed.show(false)
  }, [feed, isHeld])
  const announcement = useAnnouncement(state.list)
  const scopes = useAnswer(EventScopesDocument, {}).data?.scopes ?? []
  const changeFilter = (next: ActivityFilter) => {
    const parameters = writeActivityFilter(next).toString()
    navigate(parameters ? `/activity?${parameters}` : '/activity')
  }
  const { list, connection } = state
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Rotations and changes of automatic rotation, as the gateway sees them."
        >
          Activity
        </Header>
      }
    >
      <SpaceBetween size="l">
        <div className="activity-filter">
          <Suspense fallback={null}>
            <EventFilter filter={filter} onChange={changeFilter} scopes={scopes} keyNames={state.keyNames} />
          </Suspense>
        </div>
        <FeedNotice feed={feed} state={state} />
        <div className="activity">
          <div ref={start} />
          <NewEventsButton feed={feed} list={list} isHeld={isPaused} />
          <Container
            header={
              <Header
                variant="h2"
                description={
                  <ConnectionStatus connection={connection} isPaused={isPaused} newest={newestEvent(list)} />
                }
                actions={
                  <Button
                    iconName={isPaused ? 'play' : 'pause'}
                    onClick={() => setPaused(!isPaused)}
                    ariaLabel={isPaused ? 'Resume the list' : 'Pause the list'}
                  >
                    {isPaused ? 'Resume' : 'Pause'}
                  </Button>
                }
              >
                Events
              </Header>
            }
          >
            {list.shown.length > 0 ? (
              <EventList
                feed={feed}
                list={list}
                older={state.older}
                accountNames={
                  new Map(
                    scopes.flatMap(({ accountId, accountName }) =>
                      accountName ? [[accountId, accountName]] : [],
                    ),
                  )
                }
              />
            ) : connection.status === 'READING' || connection.status === 'ENDED' ? (
              <Box padding="l" />
            ) : (
              <NoEvents isFiltered={isFiltered(filter)} clearFilter={() => navigate('/activity')} />
            )}
          </Container>
        </div>
      </SpaceBetween>
      <LiveRegion hidden>{announcement}</LiveRegion>
    </ContentLayout>
  )
}
