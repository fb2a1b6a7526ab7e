import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Box from '@cloudscape-design/components/box'
import SideNavigation from '@cloudscape-design/components/side-navigation'
import Spinner from '@cloudscape-design/components/spinner'
import TopNavigation from '@cloudscape-design/components/top-navigation'
import { Suspense, useEffect, useState } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { isNarrow } from '../preferences/narrow.ts'
import { SessionNotice } from '../sign-in/session-notice.tsx'
import { useUserMenu } from '../sign-in/user-menu.ts'
import { useFollowLinks } from './follow-links.ts'
import { NotFound } from './not-found.tsx'
import { PageError } from './page-error.tsx'
import { PAGES } from './pages.ts'
import { UnreachableNotice } from './unreachable-notice.tsx'

/** The frame of every page: the top and side navigation, notices, and the page in the middle. */
export function Shell() {
  const [path] = useLocation()
  const [isOpen, setOpen] = useState(() => !isNarrow())
  const userMenu = useUserMenu()
  useFollowLinks()
  useEffect(() => {
    if (path) scrollTo(0, 0)
  }, [path])
  return (
    <>
      <div id="top-navigation">
        <TopNavigation
          identity={{ href: './', title: 'KMS key rotation' }}
          utilities={[{ type: 'button', text: 'GraphiQL', href: 'graphql', external: false }, ...userMenu]}
        />
      </div>
      <AppLayoutToolbar
        headerSelector="#top-navigation"
        toolsHide
        navigationOpen={isOpen}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        navigation={<Navigation path={path} />}
        breadcrumbs={<Breadcrumbs path={path} />}
        notifications={
          <>
            <SessionNotice />
            <UnreachableNotice />
          </>
        }
        content={
          <PageError path={path}>
            <Suspense fallback={<PageLoading />}>
              <Switch>
                {PAGES.map(({ path: pattern, title, component: Page }) => (
                  <Route key={pattern} path={pattern}>
                    <title>{`${title} - KMS key rotation`}</title>
                    <Page />
                  </Route>
                ))}
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </PageError>
        }
      />
    </>
  )
}

function Breadcrumbs({ path }: { readonly path: string }) {
  const page = PAGES.find(
    ({ path: pattern }) => pattern !== '/' && path.startsWith(pattern.replace('/*', '')),
  )
  return (
    <BreadcrumbGroup
      items={[{ text: 'Overview', href: './' }, ...(page ? [{ text: page.title, href: path.slice(1) }] : [])]}
    />
  )
}

function Navigation({ path }: { readonly path: string }) {
  const first = path.split('/')[1] ?? ''
  return (
    <SideNavigation
      activeHref={first === '' ? './' : first}
      items={PAGES.filter((page) => page.isInNavigation).map((page) => ({
        type: 'link',
        text: page.title,
        href: page.path === '/' ? './' : page.path.slice(1),
      }))}
    />
  )
}

const PageLoading = () => (
  <Box textAlign="center" padding="xxl">
    <Spinner /> <output>The page is loading.</output>
  </Box>
)
