import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'

export interface IamStatementProps {
  /** The action that AWS denied, or several: `kms:RotateKeyOnDemand`. */
  readonly action: string | readonly string[]
  /** A key ARN, or `*` for a listing. */
  readonly resourceArn: string
}

/** The statement of an IAM policy that permits what AWS denied, to copy. */
export function IamStatement({ action, resourceArn }: IamStatementProps) {
  const text = JSON.stringify({ Effect: 'Allow', Action: action, Resource: resourceArn }, null, 2)
  return (
    <>
      <Box variant="code">
        <pre className="code">{text}</pre>
      </Box>
      <CopyToClipboard
        copyButtonText="Copy the statement"
        textToCopy={text}
        copySuccessText="The statement was copied."
        copyErrorText="The statement could not be copied. Select it and copy it."
      />
    </>
  )
}
