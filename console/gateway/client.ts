import { createClient } from '../../client/index.ts'
import { createGateway } from '../session/gateway.ts'
import { createSession } from '../session/session.ts'

/** The gateway that served this page. Its address begins with the base path of the page. */
export const gatewayUrl = new URL('graphql', document.baseURI)

/** The user of this page. */
export const session = createSession({ gateway: createGateway(gatewayUrl), base: new URL(document.baseURI) })

/** Sends the credential of the session. While it has ended, requests and streams wait until the user has signed in again. */
export const client = createClient({ url: gatewayUrl, credential: session.credential })
