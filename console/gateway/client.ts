import { createClient } from '../../client/index.ts'

/** The gateway that served this page. Its address begins with the base path of the page. */
export const gatewayUrl = new URL('graphql', document.baseURI)

export const client = createClient({ url: gatewayUrl })
