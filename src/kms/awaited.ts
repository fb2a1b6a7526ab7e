import type { CallOptions } from './kms.ts'

/** See {@link CallOptions.isAwaited}. */
export const isAwaited = ({ isAwaited, priority }: CallOptions = {}): boolean =>
  isAwaited?.() ?? priority !== 'BACKGROUND'
