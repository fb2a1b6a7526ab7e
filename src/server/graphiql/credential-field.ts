import { escapeHtml } from '../operation/escape-html.ts'

/** A field of the page for the credential that callers must send. */
export interface CredentialField {
  /** The request header that carries the credential, in lower case. */
  readonly header: string
  /** What the header contains before the credential: `Bearer `. */
  readonly prefix: string
  /** Shown in the empty field: `<token>`. */
  readonly placeholder: string
}

export function credentialField(field: CredentialField): string {
  const header = escapeHtml(field.header)
  const prefix = escapeHtml(field.prefix)
  return `<p class="banner">
      <label>This server requires a credential. <code>${header}: ${prefix}</code><input id="credential"
        data-header="${header}" data-prefix="${prefix}" placeholder="${escapeHtml(field.placeholder)}"
        autocomplete="off" spellcheck="false"></label>
      GraphiQL sends it with the operations of all tabs. The browser does not store it.
    </p>`
}

/**
 * A function of GraphiQL's options that runs in the browser. GraphiQL has a headers editor for each tab; the credential in the
 * field applies to all tabs, except to a tab whose headers editor sets the same header. Over WebSocket, each operation carries
 * the credential, because GraphiQL shows no error when the server rejects a connection. GraphiQL has no option for this, so the
 * function changes the messages.
 */
export const USE_CREDENTIAL_FIELD = `(options) => {
  const field = document.getElementById('credential')
  if (!field) return
  const { header, prefix } = field.dataset
  const withCredential = (headers = {}) => {
    const value = field.value.trim()
    const hasOwn = Object.keys(headers).some((name) => name.toLowerCase() === header)
    if (!value || hasOwn) return headers
    return { ...headers, [header]: value.startsWith(prefix) ? value : prefix + value }
  }
  options.additionalHeaders = ({ extensions }) => withCredential(extensions?.headers)
  const { send } = WebSocket.prototype
  WebSocket.prototype.send = function (text) {
    const message = JSON.parse(text)
    if (message.type === 'subscribe') {
      const { extensions } = message.payload
      message.payload.extensions = { ...extensions, headers: withCredential(extensions?.headers) }
    }
    send.call(this, JSON.stringify(message))
  }
}`
