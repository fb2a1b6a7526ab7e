import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useRef, useState } from 'react'
import { session } from '../gateway/client.ts'
import type { SignInProvider } from '../session/gateway.ts'
import type { Expired } from '../session/session-state.ts'
import { hostOf } from '../session/sign-in-error.ts'
import { ProviderButtons } from './provider-buttons.tsx'
import { TokenForm } from './token-form.tsx'
import { useBusy } from './use-busy.ts'

/** Asks the user to sign in again. The page below stays as it is. */
export default function SignInDialog({ state }: { readonly state: Expired }) {
  const { options, viewer, problem, isPostponed } = state
  return (
    <Modal
      visible={!isPostponed}
      header="Sign in again"
      closeAriaLabel="Close. The page gets no new data until you sign in again."
      onDismiss={() => session.postpone(true)}
      footer={
        <Box float="right">
          <SpaceBetween size="xs" direction="horizontal">
            <Button variant="link" onClick={() => session.postpone(true)}>
              Not now
            </Button>
            <Button onClick={() => void session.signOut()}>Sign out</Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Box>
          {problem} You were signed in as <b>{viewer.subject}</b>. This page stays as it is: after you sign
          in, waiting requests are sent and the events since then arrive.
        </Box>
        {options.providers.length === 0 ? <TokenForm /> : <SignInInWindow providers={options.providers} />}
      </SpaceBetween>
    </Modal>
  )
}

/** Signs in in another window, so that this page stays. */
function SignInInWindow({ providers }: { readonly providers: readonly SignInProvider[] }) {
  const [isBusy, run, problem] = useBusy()
  const [chosen, setChosen] = useState<SignInProvider>()
  const waiting = useRef<AbortController>(undefined)

  function signIn(provider: SignInProvider): void {
    setChosen(provider)
    waiting.current = new AbortController()
    const { signal } = waiting.current
    run(() => session.signInByPopup(provider, signal))
  }

  return (
    <SpaceBetween size="m">
      {problem && (
        <Alert type="error" header="You are not signed in.">
          {problem}
        </Alert>
      )}
      <ProviderButtons providers={providers} isBusy={isBusy} signIn={signIn} />
      {isBusy && (
        <Box>
          <output>Sign in in the window that has opened.</output>{' '}
          <Button
            variant="inline-link"
            onClick={() => waiting.current?.abort(new Error('You closed the sign-in before it ended.'))}
          >
            Cancel
          </Button>
        </Box>
      )}
      {chosen && (
        <Box>
          No window?{' '}
          <Button variant="inline-link" onClick={() => run(() => session.signInByRedirect(chosen))}>
            Sign in at {hostOf(chosen.issuer)} on this page
          </Button>
          . You come back to this address, but this page loses what you have typed.
        </Box>
      )}
    </SpaceBetween>
  )
}
