import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Box from '@cloudscape-design/components/box'
import SideNavigation from '@cloudscape-design/components/side-navigation'
import Spinner from '@cloudscape-design/components/spinner'
import TopNavigation from '@cloudscape-design/components/top-navigation'
import { Suspense, useState } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { isNarrow } from '../preferences/narrow.ts'
import { SessionNotice } from '../sign-in/session-notice.tsx'
import { useUserMenu } from '../sign-in/user-menu.ts'
import { useContentFocus } from './content-focus.ts'
import { useFollowLinks } from './follow-links.ts'
import { PageTitle } from '../parts/page-title.tsx'
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
  const content = useContentFocus(path)
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
          <div ref={content} tabIndex={-1} className="page">
            <PageError path={path}>
              <Suspense fallback={<PageLoading />}>
                <Switch>
                  {PAGES.map(({ path: pattern, title, hasOwnTitle, component: Page }) => (
                    <Route key={pattern} path={pattern}>
                      {hasOwnTitle || <PageTitle text={title} />}
                      <Page />
                    </Route>
                  ))}
                  <Route component={NotFound} />
                </Switch>
              </Suspense>
            </PageError>
          </div>
        }
      />
    </>
  )
}

/** The overview, and the pages whose path begins the path: `Overview > Keys > Key`. */
function Breadcrumbs({ path }: { readonly path: string }) {
  const pages = PAGES.filter(({ path: pattern }) =>
    pattern.endsWith('*')
      ? path.startsWith(pattern.slice(0, -1))
      : pattern !== '/' && (path === pattern || path.startsWith(`${pattern}/`)),
  )
  return (
    <BreadcrumbGroup
      items={[
        { text: 'Overview', href: './' },
        ...pages.map(({ path: pattern, title }) => ({
          text: title,
          href: (pattern.endsWith('*') ? path : pattern).slice(1),
        })),
      ]}
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
