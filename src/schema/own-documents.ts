/** A page sends it before anybody has signed in. docs/auth.md shows it. */
const SIGN_IN = `query SignIn {
  gateway {
    signIn {
      isRequired
      providers {
        issuer
        clientId
        scopes
      }
    }
  }
}`

/**
 * The documents of pages that the gateway serves also with `--persisted-documents-only`. It executes their exact texts although the
 * operator's file does not have them. GraphiQL is not such a page.
 */
export const ownDocuments: readonly string[] = [SIGN_IN]
