import type { Logger } from '../../src/logger.ts'

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly fields: object
  readonly message: string
}

/** A logger that stores its entries. */
export interface MemoryLogger extends Logger {
  readonly lines: readonly LogLine[]
}

export function createMemoryLogger(): MemoryLogger {
  const lines: LogLine[] = []
  const at = (level: LogLine['level']) => (fields: object, message: string) => {
    lines.push({ level, fields, message })
  }
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
