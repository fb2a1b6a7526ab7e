import { OPERATIONS, READ_OPERATIONS, tableOf } from '../operations.ts'
import type { ReadOperation } from '../operations.ts'

/** How long a response may be reused, in milliseconds; 0 = never. */
export type MaxAges = Readonly<Record<ReadOperation, number>>

export const defaultMaxAges: MaxAges = tableOf(READ_OPERATIONS, (operation) => OPERATIONS[operation].maxAgeMs)
