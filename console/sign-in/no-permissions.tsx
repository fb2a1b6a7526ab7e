import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { session } from '../gateway/client.ts'
import type { Viewer } from '../session/gateway.ts'
import { OmittedClaims } from './omitted-claims.tsx'
import { useBusy } from './use-busy.ts'

/** For a user whom the gateway knows and to whom it permits nothing. */
export function NoPermissions({ viewer }: { readonly viewer: Viewer }) {
  const [isBusy, run, problem] = useBusy()
  return (
    <main className="sign-in">
      <SpaceBetween size="l">
        <Alert
          type="info"
          header="You are not allowed to use this console."
          action={
            <SpaceBetween size="xs" direction="horizontal">
              <Button loading={isBusy} onClick={() => run(session.recheck)}>
                Check again
              </Button>
              <Button onClick={() => void session.signOut()}>Sign out</Button>
            </SpaceBetween>
          }
        >
          You are signed in as <b>{viewer.subject}</b>, who has no permission at this gateway. Ask the
          operators of the gateway for a role.
          {problem && <p>{problem}</p>}
        </Alert>
        <OmittedClaims claims={viewer.omittedClaims} />
      </SpaceBetween>
    </main>
  )
}
