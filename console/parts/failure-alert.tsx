import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import type { GatewayError } from '../../client/index.ts'

export interface FailureAlertProps {
  /** What could not be shown: `The keys could not be loaded.` */
  readonly header: string
  readonly failure: GatewayError
  readonly retry: () => void
}

/** An error of a request, with what the reader can do. */
export function FailureAlert({ header, failure, retry }: FailureAlertProps) {
  const { code, message, requestId } = failure
  return (
    <Alert type="error" header={header} action={<Button onClick={retry}>Try again</Button>}>
      {textOf(failure) ?? message}
      <br />
      <small>
        Code: {code}.{requestId === undefined ? '' : ` Request ID: ${requestId}.`}
      </small>
    </Alert>
  )
}

/** The errors for which the console has a text of its own. */
function textOf({ code }: GatewayError): string | undefined {
  switch (code) {
    case 'FORBIDDEN':
      return 'You are not allowed to see this. Ask the operators of the gateway for the permission.'
    case 'INVENTORY_REQUIRED':
      return 'This gateway keeps no inventory of the keys, so it cannot answer questions about all keys. Start the gateway without --no-inventory.'
    default:
      return undefined
  }
}
