import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { Suspense, lazy } from 'react'
import type { ReactNode } from 'react'
import { session } from '../gateway/client.ts'
import { NoPermissions } from './no-permissions.tsx'
import { useSession } from './use-session.ts'

const SignInPage = lazy(() => import('./sign-in-page.tsx'))
const SignInDialog = lazy(() => import('./sign-in-dialog.tsx'))

/**
 * Shows its children when somebody is signed in who may do something, and before that the page for signing in. When the credential
 * ends, the children stay, with a dialog over them.
 */
export function SignInGate({ children }: { readonly children: ReactNode }) {
  const state = useSession()
  switch (state.status) {
    case 'STARTING':
      return <Loading />
    case 'UNAVAILABLE':
      return (
        <main className="sign-in">
          <Alert
            type="error"
            header="The console could not be started."
            action={<Button onClick={() => void session.start()}>Try again</Button>}
          >
            {state.problem}
          </Alert>
        </main>
      )
    case 'SIGNED_OUT':
      return (
        <Suspense fallback={<Loading />}>
          <SignInPage {...state} />
        </Suspense>
      )
    case 'FINISHED':
      return (
        <main className="sign-in">
          <Box textAlign="center" padding="xxl">
            <output>The console has received your sign-in. You can close this window.</output>
          </Box>
        </main>
      )
    case 'SIGNED_IN':
    case 'EXPIRED':
    default:
      return (
        <>
          {state.viewer.permissions.length === 0 ? <NoPermissions viewer={state.viewer} /> : children}
          {state.status === 'EXPIRED' && (
            <Suspense>
              <SignInDialog state={state} />
            </Suspense>
          )}
        </>
      )
  }
}

const Loading = () => <p className="loading">The console is loading.</p>
