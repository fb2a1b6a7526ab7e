import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { InvalidInputError, OperationError, OutcomeUnknownError } from '../../errors/operation-errors.ts'
import type { InputIssue } from '../../errors/operation-errors.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, CallReceipt, KeyRotationStatus } from '../../kms/kms.ts'
import type { Logger } from '../../logger.ts'
import { expectedSetting, isShownIn } from '../automatic-rotation-request.ts'
import type { AutomaticRotationRequest, WantedSetting } from '../automatic-rotation-request.ts'
import { settingOf } from '../automatic-setting.ts'
import type { AutomaticSetting } from '../automatic-setting.ts'
import { failureOf } from '../change-outcome.ts'
import { recordError } from '../rotation-request.ts'
import { answerInTime } from './answer-in-time.ts'
import type { Progress } from './answer-in-time.ts'
import { audited } from './audit.ts'
import type { AttemptListener, AttemptOutcome } from './audit.ts'
import { disableAutomaticRotationBlockers, enableAutomaticRotationBlockers } from '../rules/eligibility.ts'
import type { Blocker, DisableAutomaticRotationFacts } from '../rules/eligibility.ts'
import { readFacts } from './key-facts.ts'
import type { SettingWatches } from '../watch/setting-watches.ts'
import { errorOfBlocker } from './blocker-error.ts'
import { createKeyedMutex } from './keyed-mutex.ts'
import { requireReason } from './reason-pattern.ts'
import type { SettingRecords } from './setting-records.ts'

export const MIN_ROTATION_PERIOD_DAYS = 90
export const MAX_ROTATION_PERIOD_DAYS = 2_560

export interface AutomaticRotationControlOptions {
  readonly kmsOf: (keyArn: string) => KmsClient
  readonly isForeign: (key: KeyArn) => boolean
  /** Notified of each change, so that subscribers see it at once. */
  readonly watches: SettingWatches
  readonly records: SettingRecords
  readonly clock: Clock
  readonly logger: Logger
  readonly onAttempt?: AttemptListener | undefined
  readonly readBack: ReadBack
  /** The pattern that the reason of a change must match, unless it is a dry run. @default a reason is optional */
  readonly requiredReason?: string | undefined
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
  readonly reason?: string | undefined
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
  /** The record of the change. Undefined for a dry run. */
  readonly request: AutomaticRotationRequest | undefined
  /** The setting that the change would lead to. Undefined unless it is a dry run. */
  readonly forecast: AutomaticSetting | undefined
}

/**
 * Enables and disables automatic rotation (EnableKeyRotation, DisableKeyRotation). Both resolve when KMS's reads show the
 * change. They reject with the blocker's error, with `StoreUnavailableError` when the change could not be saved and was not
 * sent, with `OutcomeUnknownError` when the response was lost and the reads do not show the change, and with
 * `RequestTimeoutError` when the deadline passed before the change was sent.
 */
export interface AutomaticRotationControl {
  /** @param order.rotationPeriodInDays 90 to 2560. Without it, a key keeps its period or gets KMS's default of 365 */
  enable(
    order: ControlOrder & { readonly rotationPeriodInDays?: number | undefined },
  ): Promise<ControlOutcome>
  disable(order: ControlOrder): Promise<ControlOutcome>
  /** Settles a pending change of an earlier process: reads decide whether it was made. Resolves when it is settled. */
  resume(request: AutomaticRotationRequest, signal: AbortSignal): Promise<void>
}

type ReadStatus = () => Promise<KeyRotationStatus>

export function createAutomaticRotationControl(
  options: AutomaticRotationControlOptions,
): AutomaticRotationControl {
  const { kmsOf, isForeign, watches, records, clock, logger, onAttempt, readBack, requiredReason } = options
  const mutex = createKeyedMutex()

  async function change(
    order: ControlOrder,
    { signal, begun }: Progress<ControlOutcome>,
    blockersOf: (facts: DisableAutomaticRotationFacts) => readonly Blocker[],
    wantedFrom: (status: KeyRotationStatus | undefined) => WantedSetting,
  ): Promise<ControlOutcome & { readonly audit: AttemptOutcome }> {
    const { key, isDryRun } = order
    if (!isDryRun) requireReason(order.reason, requiredReason)
    const { arn: keyArn } = key
    const kms = kmsOf(keyArn)
    const call = { caller: order.requestedBy, request: order.requestId, onSent: order.onSent }
    const timed = { ...call, deadline: order.deadline }
    const facts = await readFacts(kms, keyArn, { materials: false }, { ...timed, signal })
    const blockers = blockersOf({ key, ...facts, isForeign: isForeign(key), mayWrite: true })
    const blocker = blockers.find(({ reason }) => reason !== 'ALREADY_IN_THAT_STATE')
    if (blocker) throw errorOfBlocker(keyArn, blocker, facts.status, clock.now())
    const { status } = facts
    const wanted = wantedFrom(status)
    const expected = expectedSetting(wanted, status, clock.now())
    const read = () => kms.getKeyRotationStatus(keyArn, call)
    const isAlreadySet = status !== undefined && isShownIn(wanted, status)
    if (isDryRun)
      return {
        hasChanged: !isAlreadySet,
        status,
        request: undefined,
        forecast: expected,
        audit: { outcome: 'DRY_RUN' },
      }
    const request = newRequest(order, wanted, status)
    // One read may be stale, so further reads must show the same before the change counts as already made.
    if (isAlreadySet && (await isShownAgain(read, wanted))) {
      const unchanged = { ...request, outcome: 'UNCHANGED', after: request.before } as const
      await records.settle(unchanged)
      return {
        hasChanged: false,
        status,
        request: unchanged,
        forecast: undefined,
        audit: { outcome: 'UNCHANGED' },
      }
    }

    begun(() => throwUnknown(request))
    await records.begin(request)
    const madeAs = (
      shown: KeyRotationStatus | undefined,
    ): ControlOutcome & { request: AutomaticRotationRequest } => ({
      hasChanged: true,
      status: shown,
      request: { ...request, outcome: 'MADE', after: shown ? settingOf(shown) : expected },
      forecast: undefined,
    })
    async function send(): Promise<CallReceipt> {
      const sent = { changeId: request.id, isShown: (shown: KeyRotationStatus) => isShownIn(wanted, shown) }
      try {
        const receipt = await sendTo(kms, request, { ...timed, onBehalfOf: order.requestedBy })
        const accepted = madeAs(undefined)
        begun(() => accepted)
        // First, because a watch may then notify subscribers, who may read the change.
        await records.settle(accepted.request)
        watches.settingSent(keyArn, sent, status)
        return receipt
      } catch (error) {
        watches.settingSent(keyArn, error instanceof OutcomeUnknownError ? sent : undefined, status)
        throw error
      }
    }
    try {
      const { awsRequestId, status: shown, isSteady } = await make(send, read, request)
      const made = madeAs(shown)
      await records.settle(made.request)
      if (shown && isSteady) watches.settingShown(keyArn, shown, request.id)
      return { ...made, audit: { outcome: 'ACCEPTED', awsRequestId } }
    } catch (error) {
      await records.settle({ ...request, ...failed(error) })
      throw error
    }
  }

  function newRequest(
    { key, requestedBy, reason }: ControlOrder,
    wanted: WantedSetting,
    status: KeyRotationStatus | undefined,
  ): AutomaticRotationRequest {
    return {
      ...wanted,
      id: randomUUID(),
      keyArn: key.arn,
      requestedAt: new Date(clock.now()),
      requestedBy,
      reason,
      before: status && settingOf(status),
      after: undefined,
      outcome: 'PENDING',
      error: undefined,
    }
  }

  async function make(call: () => Promise<CallReceipt>, read: ReadStatus, request: AutomaticRotationRequest) {
    try {
      const { awsRequestId } = await call()
      return { awsRequestId, ...(await readBackUntil(read, request)) }
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError)) throw error
      // Setting the same value twice is harmless, so the reads decide.
      const { status, isSteady } = await readBackUntil(read, request)
      const { keyArn, id: requestId } = request
      const { message, awsRequestId } = error
      if (!isSteady) throw new OutcomeUnknownError(message, { keyArn, requestId, awsRequestId, cause: error })
      return { awsRequestId, status, isSteady }
    }
  }

  /** The last status that shows the change, and whether `readBack.matches` consecutive reads did. */
  async function readBackUntil(read: ReadStatus, wanted: WantedSetting, signal?: AbortSignal) {
    const deadline = clock.elapsed() + readBack.timeoutMs
    let matches = 0
    let shown: KeyRotationStatus | undefined
    for (;;) {
      const status = await read().catch(() => undefined)
      const isMatch = status !== undefined && isShownIn(wanted, status)
      matches = isMatch ? matches + 1 : 0
      if (isMatch) shown = status
      if (matches >= readBack.matches) return { status: shown, isSteady: true }
      if (clock.elapsed() >= deadline) return { status: shown, isSteady: false }
      await clock.sleep(readBack.intervalMs, signal)
    }
  }

  async function isShownAgain(read: ReadStatus, wanted: WantedSetting): Promise<boolean> {
    for (let reads = 1; reads < readBack.matches; reads++) {
      await clock.sleep(readBack.intervalMs)
      if (!isShownIn(wanted, await read())) return false
    }
    return true
  }

  async function settleByReads(request: AutomaticRotationRequest, signal: AbortSignal): Promise<void> {
    const { id, keyArn } = request
    const call = { priority: 'BACKGROUND', request: 'named', signal } as const
    watches.settingSent(keyArn, { changeId: id, isShown: (status) => isShownIn(request, status) }, undefined)
    const read = async () => kmsOf(keyArn).getKeyRotationStatus(keyArn, call)
    const { status, isSteady } = await readBackUntil(read, request, signal)
    if (status && isSteady) return records.settle({ ...request, outcome: 'MADE', after: settingOf(status) })
    const error = new OutcomeUnknownError(
      `The gateway stopped before KMS answered. It is not known whether the automatic rotation of ${keyArn} was changed.`,
      { keyArn, requestId: id },
    )
    return records.settle({ ...request, ...failed(error) })
  }

  const runInOrder = async (
    operation: AutomaticRotationRequest['operation'],
    order: ControlOrder,
    work: (progress: Progress<ControlOutcome>) => ReturnType<typeof change>,
  ): Promise<ControlOutcome> => {
    const { key, requestedBy, requestId, deadline, onSent: _, ...input } = order
    const attempt = { operation, keyArn: key.arn, requestedBy, requestId, input }
    const { hasChanged, status, request, forecast } = await answerInTime<ControlOutcome>(
      { clock, deadline },
      (progress) => mutex.run(key.arn, () => audited({ logger, onAttempt }, attempt, () => work(progress))),
    )
    return { hasChanged, status, request, forecast }
  }

  return {
    enable: (order) =>
      runInOrder('EnableKeyRotation', order, async (progress) => {
        const issues = rotationPeriodIssues(order.rotationPeriodInDays)
        if (issues.length > 0) throw new InvalidInputError(issues)
        return change(order, progress, enableAutomaticRotationBlockers, (status) => ({
          operation: 'EnableKeyRotation',
          // AWS does not document a second call without a period, so the gateway always sends the period if it is known.
          periodInDays: order.rotationPeriodInDays ?? status?.rotationPeriodInDays,
        }))
      }),
    disable: (order) =>
      runInOrder('DisableKeyRotation', order, (progress) =>
        change(order, progress, disableAutomaticRotationBlockers, () => ({
          operation: 'DisableKeyRotation',
          periodInDays: undefined,
        })),
      ),
    resume: (request, signal) => mutex.run(request.keyArn, () => settleByReads(request, signal)),
  }
}

function sendTo(
  kms: KmsClient,
  { operation, keyArn, periodInDays }: AutomaticRotationRequest,
  options: CallOptions,
): Promise<CallReceipt> {
  return operation === 'EnableKeyRotation'
    ? kms.enableKeyRotation(keyArn, periodInDays, options)
    : kms.disableKeyRotation(keyArn, options)
}

/** The outcome of a change that ended with an error. */
function failed(error: unknown): Pick<AutomaticRotationRequest, 'outcome' | 'error'> {
  if (!(error instanceof OperationError)) return { outcome: 'UNKNOWN', error: undefined }
  const outcome = error instanceof OutcomeUnknownError ? 'UNKNOWN' : failureOf(error)
  return { outcome, error: recordError(error) }
}

function throwUnknown({ keyArn, id: requestId }: AutomaticRotationRequest): never {
  throw new OutcomeUnknownError(
    `KMS has not answered. It is not known whether the automatic rotation of ${keyArn} was changed. Read the key, and repeat the change if needed.`,
    { keyArn, requestId },
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
