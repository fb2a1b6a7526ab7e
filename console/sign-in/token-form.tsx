import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { session } from '../gateway/client.ts'
import { useBusy } from './use-busy.ts'

/** Asks for a token, which the gateway checks before it is accepted. */
export function TokenForm() {
  const [token, setToken] = useState('')
  const [isKept, setKept] = useState(false)
  const [isBusy, run, problem] = useBusy()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        run(async () => {
          if (token.trim() === '') throw new Error('Enter a token.')
          await session.signInWithToken(token, isKept)
        })
      }}
    >
      <SpaceBetween size="m">
        <FormField
          label="Token"
          description="The operators of this gateway give you a token. Paste it here."
          errorText={problem}
        >
          <Input
            type="password"
            value={token}
            onChange={({ detail }) => setToken(detail.value)}
            autoComplete={false}
            spellcheck={false}
          />
        </FormField>
        <Checkbox
          checked={isKept}
          onChange={({ detail }) => setKept(detail.checked)}
          description="The browser then stores the token until you close the tab or sign out. Without this, the token is only in the memory of the page, and a reload asks for it again."
        >
          Remember the token in this tab
        </Checkbox>
        <Button variant="primary" formAction="submit" loading={isBusy}>
          Sign in
        </Button>
      </SpaceBetween>
    </form>
  )
}
