import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { session } from '../gateway/client.ts'
import type { SignInOptions } from '../session/gateway.ts'
import { ProviderButtons } from './provider-buttons.tsx'
import { TokenForm } from './token-form.tsx'
import { useBusy } from './use-busy.ts'

export interface SignInPageProps {
  readonly options: SignInOptions
  /** Why the last sign-in failed. */
  readonly problem?: string
  readonly hasSignedOut: boolean
}

/** The page before anybody is signed in. */
export default function SignInPage({ options, problem: lastProblem, hasSignedOut }: SignInPageProps) {
  const { providers } = options
  const [isBusy, run, problem] = useBusy(lastProblem)
  return (
    <main className="sign-in">
      <Container header={<Header variant="h1">Sign in to KMS key rotation</Header>}>
        <SpaceBetween size="l">
          {hasSignedOut && <Alert type="success">You are signed out.</Alert>}
          {problem && (
            <Alert type="error" header="You are not signed in.">
              {problem}
            </Alert>
          )}
          {providers.length === 0 ? (
            <TokenForm />
          ) : (
            <ProviderButtons
              providers={providers}
              isBusy={isBusy}
              signIn={(provider) => run(() => session.signInByRedirect(provider))}
            />
          )}
        </SpaceBetween>
      </Container>
    </main>
  )
}
