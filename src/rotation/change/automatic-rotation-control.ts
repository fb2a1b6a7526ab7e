import type { Clock } from '../../clock.ts'
import { InvalidInputError, OutcomeUnknownError } from '../../errors/operation-errors.ts'
import type { InputIssue } from '../../errors/operation-errors.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, CallReceipt, KeyRotationStatus } from '../../kms/kms.ts'
import type { Logger } from '../../logger.ts'
import { answerInTime } from './answer-in-time.ts'
import type { Progress } from './answer-in-time.ts'
import { audited } from './audit.ts'
import type { Attempt, AttemptListener, AttemptOutcome } from './audit.ts'
import { disableAutomaticRotationBlockers, enableAutomaticRotationBlockers } from '../rules/eligibility.ts'
import type { Blocker, DisableAutomaticRotationFacts } from '../rules/eligibility.ts'
import { readFacts } from './key-facts.ts'
import type { SettingWatches } from '../watch/setting-watches.ts'
import { errorOfBlocker } from './blocker-error.ts'
import { createKeyedMutex } from './keyed-mutex.ts'

export const MIN_ROTATION_PERIOD_DAYS = 90
export const MAX_ROTATION_PERIOD_DAYS = 2_560

export interface AutomaticRotationControlOptions {
  readonly kmsOf: (keyArn: string) => KmsClient
  readonly isForeign: (key: KeyArn) => boolean
  /** Notified of each change, so that subscribers see it at once. */
  readonly watches: SettingWatches
  readonly clock: Clock
  readonly logger: Logger
  readonly onAttempt?: AttemptListener | undefined
  readonly readBack: ReadBack
}

/** How a change is verified. KMS's reads alternate between old and new values for a while after a change. */
export interface ReadBack {
  /** Consecutive reads that must show the change. */
  readonly matches: number
  readonly intervalMs: number
  /** After this time the change counts as made, unless its response was lost. */
  readonly timeoutMs: number
}

export const defaultReadBack: ReadBack = { matches: 3, intervalMs: 300, timeoutMs: 10_000 }

export interface ControlOrder {
  readonly key: KeyArn
  readonly requestedBy: string
  /** The request id of the GraphQL operation, for the log. */
  readonly requestId: string
  /** Checks everything and changes nothing. */
  readonly isDryRun: boolean
  /** Called for each request that is sent to KMS for this order. */
  readonly onSent?: CallOptions['onSent']
  /** Deadline of the answer: monotonic time of the clock, in milliseconds. @default none */
  readonly deadline?: number | undefined
}

export interface ControlOutcome {
  /** Whether the setting changed, or would change in a dry run. */
  readonly hasChanged: boolean
  /** The verified status; a further read could be stale. Undefined when no read showed it in time. */
  readonly status: KeyRotationStatus | undefined
}

/**
 * Enables and disables automatic rotation (EnableKeyRotation, DisableKeyRotation). Both resolve when KMS's reads show the
 * change. They reject with the blocker's error, with `OutcomeUnknownError` when the response was lost and the reads do not
 * show the change, and with `RequestTimeoutError` when the deadline passed before the change was sent.
 */
export interface AutomaticRotationControl {
  /** @param order.rotationPeriodInDays 90 to 2560. Without it, a key keeps its period or gets KMS's default of 365 */
  enable(
    order: ControlOrder & { readonly rotationPeriodInDays?: number | undefined },
  ): Promise<ControlOutcome>
  disable(order: ControlOrder): Promise<ControlOutcome>
}

/** The KMS call of a change, and how its effect is recognized. */
interface Change {
  readonly call: (options: CallOptions) => Promise<CallReceipt>
  /** Whether a status shows the change. */
  readonly isShown: (status: KeyRotationStatus) => boolean
}

type ReadStatus = () => Promise<KeyRotationStatus>

export function createAutomaticRotationControl(
  options: AutomaticRotationControlOptions,
): AutomaticRotationControl {
  const { kmsOf, isForeign, watches, clock, logger, onAttempt, readBack } = options
  const mutex = createKeyedMutex()

  async function change(
    order: ControlOrder,
    { signal, begun }: Progress<ControlOutcome>,
    blockersOf: (facts: DisableAutomaticRotationFacts) => readonly Blocker[],
    changeOf: (kms: KmsClient, status: KeyRotationStatus | undefined) => Change,
  ): Promise<ControlOutcome & { readonly audit: AttemptOutcome }> {
    const { key, isDryRun } = order
    const { arn: keyArn } = key
    const kms = kmsOf(keyArn)
    const call = { caller: order.requestedBy, request: order.requestId, onSent: order.onSent }
    const timed = { ...call, deadline: order.deadline }
    const facts = await readFacts(kms, keyArn, { materials: false }, { ...timed, signal })
    const blockers = blockersOf({ key, ...facts, isForeign: isForeign(key), mayWrite: true })
    const blocker = blockers.find(({ reason }) => reason !== 'ALREADY_IN_THAT_STATE')
    if (blocker) throw errorOfBlocker(keyArn, blocker, facts.status, clock.now())
    const { status } = facts
    const change = changeOf(kms, status)
    const read = () => kms.getKeyRotationStatus(keyArn, call)
    const isAlreadySet = status !== undefined && change.isShown(status)
    if (isDryRun) return { hasChanged: !isAlreadySet, status, audit: { outcome: 'DRY_RUN' } }
    // One read may be stale, so further reads must show the same before the change counts as already made.
    if (isAlreadySet && (await isShownAgain(read, change)))
      return { hasChanged: false, status, audit: { outcome: 'UNCHANGED' } }

    begun(() => throwUnknown(keyArn))
    async function send(): Promise<CallReceipt> {
      try {
        const receipt = await change.call({ ...timed, onBehalfOf: order.requestedBy })
        begun(() => ({ hasChanged: true, status: undefined }))
        watches.settingSent(keyArn, change, status)
        return receipt
      } catch (error) {
        watches.settingSent(keyArn, error instanceof OutcomeUnknownError ? change : undefined, status)
        throw error
      }
    }
    const made = await make(send, read, change)
    if (made.status && made.isSteady) watches.settingShown(keyArn, made.status)
    return {
      hasChanged: true,
      status: made.status,
      audit: { outcome: 'ACCEPTED', awsRequestId: made.awsRequestId },
    }
  }

  async function make(call: () => Promise<CallReceipt>, read: ReadStatus, { isShown }: Change) {
    try {
      const { awsRequestId } = await call()
      return { awsRequestId, ...(await readBackUntil(read, isShown)) }
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError)) throw error
      // Setting the same value twice is harmless, so the reads decide.
      const { status, isSteady } = await readBackUntil(read, isShown)
      if (!isSteady) throw error
      return { awsRequestId: error.awsRequestId, status, isSteady }
    }
  }

  /** The last status that shows the change, and whether `readBack.matches` consecutive reads did. */
  async function readBackUntil(read: ReadStatus, isShown: Change['isShown']) {
    const deadline = clock.elapsed() + readBack.timeoutMs
    let matches = 0
    let shown: KeyRotationStatus | undefined
    for (;;) {
      const status = await read().catch(() => undefined)
      const isMatch = status !== undefined && isShown(status)
      matches = isMatch ? matches + 1 : 0
      if (isMatch) shown = status
      if (matches >= readBack.matches) return { status: shown, isSteady: true }
      if (clock.elapsed() >= deadline) return { status: shown, isSteady: false }
      await clock.sleep(readBack.intervalMs)
    }
  }

  async function isShownAgain(read: ReadStatus, { isShown }: Change): Promise<boolean> {
    for (let reads = 1; reads < readBack.matches; reads++) {
      await clock.sleep(readBack.intervalMs)
      if (!isShown(await read())) return false
    }
    return true
  }

  const runInOrder = async (
    operation: Attempt['operation'],
    order: ControlOrder,
    work: (progress: Progress<ControlOutcome>) => ReturnType<typeof change>,
  ): Promise<ControlOutcome> => {
    const { key, requestedBy, requestId, deadline, onSent: _, ...input } = order
    const attempt = { operation, keyArn: key.arn, requestedBy, requestId, input }
    const { hasChanged, status } = await answerInTime<ControlOutcome>({ clock, deadline }, (progress) =>
      mutex.run(key.arn, () => audited({ logger, onAttempt }, attempt, () => work(progress))),
    )
    return { hasChanged, status }
  }

  return {
    enable: (order) =>
      runInOrder('EnableKeyRotation', order, async (progress) => {
        const issues = rotationPeriodIssues(order.rotationPeriodInDays)
        if (issues.length > 0) throw new InvalidInputError(issues)
        return change(order, progress, enableAutomaticRotationBlockers, (kms, status) => {
          // AWS does not document a second call without a period, so the gateway always sends the period if it is known.
          const period = order.rotationPeriodInDays ?? status?.rotationPeriodInDays
          const isShown = (shown: KeyRotationStatus) =>
            shown.keyRotationEnabled && (period === undefined || shown.rotationPeriodInDays === period)
          return { call: (options) => kms.enableKeyRotation(order.key.arn, period, options), isShown }
        })
      }),
    disable: (order) =>
      runInOrder('DisableKeyRotation', order, (progress) =>
        change(order, progress, disableAutomaticRotationBlockers, (kms) => ({
          call: (options) => kms.disableKeyRotation(order.key.arn, options),
          isShown: ({ keyRotationEnabled }) => !keyRotationEnabled,
        })),
      ),
  }
}

function throwUnknown(keyArn: string): never {
  throw new OutcomeUnknownError(
    `KMS has not answered. It is not known whether the automatic rotation of ${keyArn} was changed. Read the key, and repeat the change if needed.`,
    { keyArn },
  )
}

/** The problems of a period that KMS would reject. */
export function rotationPeriodIssues(days: number | undefined): readonly InputIssue[] {
  if (days === undefined || (days >= MIN_ROTATION_PERIOD_DAYS && days <= MAX_ROTATION_PERIOD_DAYS)) return []
  return [
    {
      path: ['input', 'rotationPeriodInDays'],
      message: `${days} is not from ${MIN_ROTATION_PERIOD_DAYS} to ${MAX_ROTATION_PERIOD_DAYS} days.`,
    },
  ]
}
