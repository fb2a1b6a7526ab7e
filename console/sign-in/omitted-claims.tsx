import Alert from '@cloudscape-design/components/alert'

/** Warns that permissions may be missing. Nothing if the token is complete. */
export function OmittedClaims({ claims }: { readonly claims: readonly string[] }) {
  if (claims.length === 0) return null
  return (
    <Alert type="warning" header="Permissions may be missing.">
      The issuer left the {claims.length === 1 ? 'claim' : 'claims'} {claims.join(', ')} out of your token.
      Ask the administrator of the issuer to put fewer values into the token.
    </Alert>
  )
}
