import { StartupError } from '../errors/startup-error.ts'
import type { Read } from './read.ts'

export interface TraceSettings {
  /** Undefined = where the standard's own variables say. */
  readonly endpoint: string | undefined
}

/**
 * The standard's variables turn traces on, and off, as in every program that knows them; what else they set, the SDK
 * reads by itself.
 */
export function traceSettings(
  { source, text }: Read,
  environment: Readonly<Record<string, string | undefined>>,
): TraceSettings | undefined {
  const set = (name: string) => environment[`OTEL_${name}`] || undefined
  if (text === '') {
    if (set('SDK_DISABLED')?.toLowerCase() === 'true' || set('TRACES_EXPORTER') === 'none') return undefined
    const isSet = set('EXPORTER_OTLP_TRACES_ENDPOINT') ?? set('EXPORTER_OTLP_ENDPOINT')
    return isSet === undefined ? undefined : { endpoint: undefined }
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.username || url?.password)
    throw new StartupError(
      `${source} holds a credential, and addresses are shown in logs. Give it as a header in OTEL_EXPORTER_OTLP_HEADERS.`,
    )
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return { endpoint: text }
  throw new StartupError(
    `${source} is '${text}'; it must be an http or https URL such as http://127.0.0.1:4318.`,
  )
}
