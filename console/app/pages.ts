import { lazy } from 'react'
import type { ComponentType } from 'react'
import OverviewPage from '../overview/overview-page.tsx'

export interface Page {
  /** The path below the base path, as a pattern of the router. */
  readonly path: string
  readonly title: string
  /** Whether the page sets the title of the document. @default false */
  readonly hasOwnTitle?: boolean
  /** Whether the side navigation has a link to the page. */
  readonly isInNavigation: boolean
  readonly component: ComponentType
}

/** The pages of the console, in the order of the side navigation. Each one except the first is a lazy part of the build. */
export const PAGES: readonly Page[] = [
  {
    path: '/',
    title: 'Overview',
    isInNavigation: true,
    component: OverviewPage,
  },
  {
    path: '/keys',
    title: 'Keys',
    isInNavigation: true,
    component: lazy(async () => import('../keys/keys-page.tsx')),
  },
  {
    path: '/keys/*',
    title: 'Key',
    hasOwnTitle: true,
    isInNavigation: false,
    component: lazy(async () => import('../key/key-page.tsx')),
  },
  {
    path: '/activity',
    title: 'Activity',
    isInNavigation: true,
    component: lazy(() => import('../activity/activity-page.tsx')),
  },
  {
    path: '/compliance',
    title: 'Compliance',
    isInNavigation: true,
    component: lazy(() => import('../compliance/compliance-page.tsx')),
  },
  {
    path: '/changes',
    title: 'Requests and changes',
    isInNavigation: true,
    component: lazy(() => import('../changes/changes-page.tsx')),
  },
  {
    path: '/settings',
    title: 'Settings',
    isInNavigation: true,
    component: lazy(() => import('../settings/settings-page.tsx')),
  },
]
