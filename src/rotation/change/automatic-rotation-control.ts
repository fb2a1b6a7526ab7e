import { elapsedOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { InvalidInputError, OutcomeUnknownError } from '../../errors/operation-errors.ts'
import type { InputIssue } from '../../errors/operation-errors.ts'
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
import type { SettingWatches } from '../watch/key-watches.ts'
import { refusalOf } from './refusal.ts'
import { createTurns } from './keyed-mutex.ts'

export const MIN_ROTATION_PERIOD_DAYS = 90
export const MAX_ROTATION_PERIOD_DAYS = 2_560

export interface AutomaticRotationControlOptions {
  readonly kmsOf: (keyArn: string) => KmsClient
  readonly isForeign: (keyArn: string) => Promise<boolean>
  /** Notified of each change: those who follow the key see it at once. */
  readonly watches: SettingWatches
  readonly clock: Clock
  readonly logger: Logger
  readonly onAttempt?: AttemptListener | undefined
  readonly readBack: ReadBack
}

/** How a change is looked for after it was made: KMS's reads flip back and forth for a while. */
export interface ReadBack {
  /** Reads in a row that must show it. */
  readonly matches: number
  readonly intervalMs: number
  /** After this long the change is taken for made all the same, unless KMS did not answer to it. */
  readonly timeoutMs: number
}

export const defaultReadBack: ReadBack = { matches: 3, intervalMs: 300, timeoutMs: 10_000 }

export interface ControlOrder {
  readonly keyArn: string
  readonly requestedBy: string
  /** Of the operation at the gateway, for the log. */
  readonly requestId: string
  /** Check everything, change nothing. */
  readonly isDryRun: boolean
  /** Told of each request that is sent to KMS for it. */
  readonly onSent?: CallOptions['onSent']
  /** Monotonic time of the clock, in milliseconds: the caller has an answer by then. @default none */
  readonly deadline?: number | undefined
}

export interface ControlOutcome {
  /** Whether anything changed, or would on a dry run. */
  readonly hasChanged: boolean
  /** The status as it is now: a further read might flip back. Undefined where no read showed it in time. */
  readonly status: KeyRotationStatus | undefined
}

/**
 * Turns automatic rotation on and off. Each resolves when KMS's reads show the change; each rejects with the reason
 * when it is not allowed, and with `OutcomeUnknownError` when KMS neither answered nor shows the change. Each keeps its
 * deadline: `RequestTimeoutError` when nothing was sent by then, nor will be.
 */
export interface AutomaticRotationControl {
  /** @param order.rotationPeriodInDays 90 to 2560; without it a key keeps its period, and else gets KMS's 365 */
  enable(
    order: ControlOrder & { readonly rotationPeriodInDays?: number | undefined },
  ): Promise<ControlOutcome>
  disable(order: ControlOrder): Promise<ControlOutcome>
}

/** What to do, once the status is known. */
interface Change {
  readonly call: (options: CallOptions) => Promise<CallReceipt>
  /** Whether a status shows it. */
  readonly isShown: (status: KeyRotationStatus) => boolean
}

type ReadStatus = () => Promise<KeyRotationStatus>

export function createAutomaticRotationControl(
  options: AutomaticRotationControlOptions,
): AutomaticRotationControl {
  const { kmsOf, isForeign, watches, clock, logger, onAttempt, readBack } = options
  const turns = createTurns()

  async function change(
    order: ControlOrder,
    { signal, begun }: Progress<ControlOutcome>,
    blockersOf: (facts: DisableAutomaticRotationFacts) => readonly Blocker[],
    changeOf: (kms: KmsClient, status: KeyRotationStatus | undefined) => Change,
  ): Promise<ControlOutcome & { readonly audit: AttemptOutcome }> {
    const { keyArn, isDryRun } = order
    const kms = kmsOf(keyArn)
    const call = { caller: order.requestedBy, request: order.requestId, onSent: order.onSent }
    const timed = { ...call, deadline: order.deadline }
    const facts = await readFacts(kms, keyArn, { materials: false }, { ...timed, signal })
    const blockers = blockersOf({ keyArn, ...facts, isForeign: await isForeign(keyArn), mayWrite: true })
    const blocker = blockers.find(({ reason }) => reason !== 'ALREADY_IN_THAT_STATE')
    if (blocker) throw refusalOf(keyArn, blocker, facts.status, clock.now())
    const { status } = facts
    const change = changeOf(kms, status)
    const read = () => kms.getKeyRotationStatus(keyArn, call)
    const isSoAlready = status !== undefined && change.isShown(status)
    if (isDryRun) return { hasChanged: !isSoAlready, status, audit: { outcome: 'DRY_RUN' } }
    // One read may be from before a change that was just made: what is so already, further reads show as well.
    if (isSoAlready && (await isShownAgain(read, change)))
      return { hasChanged: false, status, audit: { outcome: 'UNCHANGED' } }

    begun(() => throwUnknown(keyArn))
    async function send(): Promise<CallReceipt> {
      try {
        const receipt = await change.call(timed)
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
      return { awsRequestId, ...(await look(read, isShown)) }
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError)) throw error
      // Setting the same thing twice does no harm, so what KMS shows decides.
      const { status, isSteady } = await look(read, isShown)
      if (!isSteady) throw error
      return { awsRequestId: error.awsRequestId, status, isSteady }
    }
  }

  /** The last status that shows the change, and whether enough in a row did. */
  async function look(read: ReadStatus, isShown: Change['isShown']) {
    const deadline = elapsedOn(clock) + readBack.timeoutMs
    let matches = 0
    let shown: KeyRotationStatus | undefined
    for (;;) {
      const status = await read().catch(() => undefined)
      const isMatch = status !== undefined && isShown(status)
      matches = isMatch ? matches + 1 : 0
      if (isMatch) shown = status
      if (matches >= readBack.matches) return { status: shown, isSteady: true }
      if (elapsedOn(clock) >= deadline) return { status: shown, isSteady: false }
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

  const inTurn = async (
    operation: Attempt['operation'],
    order: ControlOrder,
    work: (progress: Progress<ControlOutcome>) => ReturnType<typeof change>,
  ): Promise<ControlOutcome> => {
    const { keyArn, requestedBy, requestId, deadline, onSent: _, ...input } = order
    const attempt = { operation, keyArn, requestedBy, requestId, input }
    const { hasChanged, status } = await answerInTime<ControlOutcome>({ clock, deadline }, (progress) =>
      turns.take(keyArn, () => audited({ logger, onAttempt }, attempt, () => work(progress))),
    )
    return { hasChanged, status }
  }

  return {
    enable: (order) =>
      inTurn('EnableKeyRotation', order, async (progress) => {
        const issues = rotationPeriodIssues(order.rotationPeriodInDays)
        if (issues.length > 0) throw new InvalidInputError(issues)
        return change(order, progress, enableAutomaticRotationBlockers, (kms, status) => {
          // What KMS does with a second call that names no period is not documented, so the period is always named.
          const period = order.rotationPeriodInDays ?? status?.rotationPeriodInDays
          const isShown = (shown: KeyRotationStatus) =>
            shown.keyRotationEnabled && (period === undefined || shown.rotationPeriodInDays === period)
          return { call: (options) => kms.enableKeyRotation(order.keyArn, period, options), isShown }
        })
      }),
    disable: (order) =>
      inTurn('DisableKeyRotation', order, (progress) =>
        change(order, progress, disableAutomaticRotationBlockers, (kms) => ({
          call: (options) => kms.disableKeyRotation(order.keyArn, options),
          isShown: ({ keyRotationEnabled }) => !keyRotationEnabled,
        })),
      ),
  }
}

function throwUnknown(keyArn: string): never {
  throw new OutcomeUnknownError(
    `KMS has not answered yet: the automatic rotation of ${keyArn} may or may not be changed. Look at the key; this change can be repeated.`,
    { keyArn },
  )
}

/** What KMS would refuse about a period. */
export function rotationPeriodIssues(days: number | undefined): readonly InputIssue[] {
  if (days === undefined || (days >= MIN_ROTATION_PERIOD_DAYS && days <= MAX_ROTATION_PERIOD_DAYS)) return []
  return [
    {
      path: ['input', 'rotationPeriodInDays'],
      message: `${days} is not from ${MIN_ROTATION_PERIOD_DAYS} to ${MAX_ROTATION_PERIOD_DAYS} days.`,
    },
  ]
}
