/**
 * How long a test waits for a condition, in milliseconds. Only a hang reaches this bound. It is much longer than any wait on
 * a busy machine, so no result depends on the speed of the machine.
 */
export const WAIT_TIMEOUT_MS = 120_000

/**
 * `requestTimeoutMs` of a gateway whose operations have no deadline, in milliseconds. A gateway takes deadlines from its
 * clock. Where a test moves that clock, a deadline of 30 seconds would pass in a few real milliseconds.
 */
export const NO_DEADLINE_MS = 2_147_483_647
