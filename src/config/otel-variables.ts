import { accessSync, constants } from 'node:fs'
import { StartupError } from '../errors/startup-error.ts'
import * as kind from './kinds.ts'
import type { Given, Kind } from './kinds.ts'

export type Signal = 'TRACES' | 'METRICS'

/** The standard environment variables of OpenTelemetry. */
export interface OtelVariables {
  /** The text of `OTEL_<name>`. Undefined: not set, or empty. */
  given(name: string): Given | undefined
  read<Value>(name: string, kind: Kind<Value>): Value | undefined
  /** @throws {StartupError} if a variable that OpenTelemetry's packages read for this signal has an invalid value */
  check(signal: Signal): void
}

type Check = Pick<Kind<unknown>, 'parse'>

/** A number of milliseconds or of spans. */
export const positive = kind.integer({ min: 1 })

/** The values may be credentials, so no error quotes them. */
const pairs: Check = {
  parse({ source, text }) {
    if (!text.split(',').every((pair) => /^\s*[^=\s]+\s*=\s*\S/.test(pair)))
      throw new StartupError(
        `The value of ${source} is not a list of names and values. Use name=value,name=value, and encode commas in a value as %2C.`,
      )
  },
}

const readableFile: Check = {
  parse({ source, text }) {
    try {
      accessSync(text, constants.R_OK)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new StartupError(
        `Cannot read the file of ${source}: ${reason}. Check the path and the permissions.`,
      )
    }
  },
}

const cumulative: Check = {
  parse({ source, text }) {
    if (text.toLowerCase() !== 'cumulative')
      throw new StartupError(
        `Invalid value '${text}' for ${source}. The gateway's counters are cumulative. Use cumulative, and convert them in the receiver, e.g. with the processor cumulativetodelta of the OpenTelemetry Collector.`,
      )
  },
}

/** `OTEL_EXPORTER_OTLP_<name>`, and for one signal `OTEL_EXPORTER_OTLP_<signal>_<name>`. */
const OF_EXPORTER: Readonly<Record<string, Check>> = {
  ENDPOINT: kind.httpUrl,
  HEADERS: pairs,
  TIMEOUT: positive,
  COMPRESSION: kind.oneOf('gzip', 'none'),
  CERTIFICATE: readableFile,
  CLIENT_CERTIFICATE: readableFile,
  CLIENT_KEY: readableFile,
}

const OF_SIGNAL: Readonly<Record<Signal, Readonly<Record<string, Check>>>> = {
  TRACES: {
    TRACES_SAMPLER: kind.oneOf(
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ),
    TRACES_SAMPLER_ARG: kind.decimal(1, 'ratio'),
    BSP_SCHEDULE_DELAY: positive,
    BSP_EXPORT_TIMEOUT: positive,
    BSP_MAX_QUEUE_SIZE: positive,
    BSP_MAX_EXPORT_BATCH_SIZE: positive,
  },
  METRICS: { EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: cumulative },
}

export function otelVariables(environment: Readonly<Record<string, string | undefined>>): OtelVariables {
  const given = (name: string): Given | undefined => {
    const text = environment[`OTEL_${name}`]
    return text?.trim() ? { source: `OTEL_${name}`, text } : undefined
  }
  const checkOne = (name: string, check: Check): void => {
    const found = given(name)
    if (found) check.parse(found)
  }
  return {
    given,
    read(name, type) {
      const found = given(name)
      return found && type.parse(found)
    },
    check(signal) {
      for (const [name, check] of Object.entries(OF_EXPORTER)) {
        checkOne(`EXPORTER_OTLP_${name}`, check)
        checkOne(`EXPORTER_OTLP_${signal}_${name}`, check)
      }
      for (const [name, check] of Object.entries(OF_SIGNAL[signal])) checkOne(name, check)
      checkOne('RESOURCE_ATTRIBUTES', pairs)
    },
  }
}
