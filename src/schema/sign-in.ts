import type { SignInClient } from '../auth/sign-in-client.ts'
import type { GatewayFacts } from '../context.ts'
import { builder } from './builder.ts'

const SignInProviderRef = builder.objectRef<SignInClient>('SignInProvider').implement({
  description:
    'An OpenID Connect issuer at which people sign in on a web page, by the authorization code flow with PKCE. The client has no secret.',
  fields: (t) => ({
    issuer: t.exposeString('issuer', {
      description:
        'URL of the issuer. Its configuration is at this URL with `/.well-known/openid-configuration` at the end.',
    }),
    clientId: t.exposeString('clientId', { description: 'Client ID of the web page at the issuer.' }),
    scopes: t.exposeStringList('scopes', { description: 'Scopes to request from the issuer.' }),
  }),
})

export const SignInRef = builder.objectRef<GatewayFacts['auth']>('SignIn').implement({
  description: 'How callers get a credential for this gateway.',
  fields: (t) => ({
    isRequired: t.exposeBoolean('requiresCredential', {
      description:
        'Whether callers need a credential. If it is false, every caller has all permissions of this gateway.',
    }),
    providers: t.field({
      type: [SignInProviderRef],
      description:
        'The issuers at which people can sign in on a web page. If it is empty and a credential is required, callers use a credential that they got in another way.',
      resolve: ({ signInClients }) => signInClients ?? [],
    }),
  }),
})
