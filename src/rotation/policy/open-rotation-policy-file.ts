import { watchFileContent } from '../../auth/watched-file.ts'
import type { WatchedFile } from '../../auth/watched-file.ts'
import { defaultPolicy } from '../../defaults.ts'
import type { Logger } from '../../logger.ts'
import type { RotationPolicy } from '../rules/compliance.ts'
import { parseRotationPolicy } from './parse-rotation-policy.ts'
import type { PolicyDocument } from './policy-document.ts'

export interface OpenRotationPolicyFileOptions {
  readonly path: string
  readonly logger: Logger
  /** The requirements that the file does not have itself. @default {@link defaultPolicy} */
  readonly defaults?: Partial<RotationPolicy> | undefined
  /** Delay between reads of the file, in milliseconds. @default 1_000 */
  readonly pollIntervalMs?: number | undefined
}

/**
 * Opens a rotation policy file (docs/rotation-policy.md) as `GatewayOptions.rotationPolicy`, and reads it again when it changes.
 * If the new content is not valid, the previous rotation policy stays in use, and the reason is logged.
 *
 * @throws {StartupError} if the file cannot be read or is not valid at the start
 */
export function openRotationPolicyFile({
  path,
  logger,
  defaults,
  pollIntervalMs,
}: OpenRotationPolicyFileOptions): Promise<WatchedFile<PolicyDocument>> {
  return watchFileContent({
    path,
    what: 'the rotation policy file',
    parse: (text) => parseRotationPolicy(text, { source: path, defaults: { ...defaultPolicy, ...defaults } }),
    logger,
    pollIntervalMs,
  })
}
