import Button from '@cloudscape-design/components/button'
import Flashbar from '@cloudscape-design/components/flashbar'
import { session } from '../gateway/client.ts'
import { OmittedClaims } from './omitted-claims.tsx'
import { useSession } from './use-session.ts'

/** Says above the page what is wrong with the credential of the user. */
export function SessionNotice() {
  const state = useSession()
  if (state.status === 'EXPIRED' && state.isPostponed)
    return (
      <Flashbar
        items={[
          {
            id: 'expired',
            type: 'warning',
            header: 'This page gets no new data, because your credential has ended.',
            action: <Button onClick={() => session.postpone(false)}>Sign in again</Button>,
          },
        ]}
      />
    )
  return state.status === 'SIGNED_IN' ? <OmittedClaims claims={state.viewer.omittedClaims} /> : null
}
