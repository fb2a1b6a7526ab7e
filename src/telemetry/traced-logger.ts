import type { Logger } from '../logger.ts'
import { currentTraceId } from './tracing.ts'

/** Adds `traceId` to each line that is logged for a traced operation. */
export function createTracedLogger(logger: Logger): Logger {
  const at = (level: keyof Logger) => (fields: object, message: string) => {
    const traceId = currentTraceId()
    logger[level](traceId === undefined ? fields : { ...fields, traceId }, message)
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
