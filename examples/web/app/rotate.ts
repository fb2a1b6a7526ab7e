import { RotateDocument } from '../generated/graphql.ts'
import type { KeyDetailsFragment, ProgressFragment, RotateMutation } from '../generated/graphql.ts'
import { element } from './element.ts'
import { execute } from './execute.ts'
import { dateTimeElement, dayElement } from './format.ts'
import { messageOf } from './notice.ts'

type Result = RotateMutation['rotateKeyOnDemand']
type RotationError = Extract<Result, { isRetryable: boolean }>
type DryRun = NonNullable<Extract<Result, { kind: 'RotateKeyOnDemandPayload' }>['dryRun']>

export interface RotateOptions {
  readonly key: KeyDetailsFragment
  readonly isReadOnly: boolean
  /** Called with the request of the rotation that was started, or of the rotation that is already in progress. */
  readonly onRequest: (request: ProgressFragment) => void
}

/** A button that rotates the key. If the key cannot be rotated now, the button is disabled and the reasons are listed. */
export function showRotate({ key, isReadOnly, onRequest }: RotateOptions): HTMLElement {
  const { isAllowed, blockers } = key.capabilities.rotateOnDemand
  const canRotate = isAllowed && !isReadOnly
  const button = element(
    'button',
    {
      type: 'button',
      class: 'primary',
      disabled: !canRotate,
      'aria-describedby': canRotate ? undefined : 'blockers',
      onclick: () => openDialog(key, onRequest),
    },
    'Rotate now …',
  )
  if (canRotate) return element('div', { class: 'rotate' }, button)
  return element(
    'div',
    { class: 'rotate' },
    button,
    element(
      'ul',
      { id: 'blockers', class: 'blockers' },
      isReadOnly && element('li', {}, 'This gateway is read-only.'),
      ...blockers.map(({ message, clearsAt }) =>
        element(
          'li',
          {},
          message,
          clearsAt && element('div', { class: 'below' }, 'Until ', dateTimeElement(clearsAt)),
        ),
      ),
    ),
  )
}

/** Sends a dry run, shows its result and asks the user to confirm. */
function openDialog(key: KeyDetailsFragment, onRequest: RotateOptions['onRequest']): void {
  // One key for each dialog: a second click, or a retry after a lost response, does not start a second rotation.
  const idempotencyKey = crypto.randomUUID()
  const reason = element('input', { id: 'reason', maxlength: 256, autocomplete: 'off' })
  const result = element('div', { class: 'result', role: 'status' }, 'Checking …')
  const confirm = element('button', { class: 'primary', disabled: true }, 'Rotate')
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'rotate-title', onclose: () => dialog.remove() },
    element(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault()
          void rotate(false)
        },
      },
      element('h2', { id: 'rotate-title' }, `Rotate ${key.displayName}?`),
      result,
      element('label', { for: 'reason' }, 'Reason, such as a ticket (optional)'),
      reason,
      element(
        'div',
        { class: 'choices' },
        element('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
        confirm,
      ),
    ),
  )

  async function rotate(dryRun: boolean): Promise<void> {
    confirm.disabled = true
    const input = {
      key: { id: key.id },
      reason: reason.value.trim() || null,
      ...(dryRun ? { dryRun } : { idempotencyKey }),
    }
    try {
      const { rotateKeyOnDemand } = await execute(RotateDocument, { input })
      show(rotateKeyOnDemand)
    } catch (error) {
      result.replaceChildren(element('p', { class: 'problem' }, messageOf(error)))
      confirm.disabled = false
    }
  }

  function show(outcome: Result): void {
    if (outcome.kind === 'RotateKeyOnDemandPayload') {
      if (outcome.request) return end(outcome.request)
      result.replaceChildren(...(outcome.dryRun ? dryRunTexts(outcome.dryRun) : []))
      confirm.disabled = false
      return reason.focus()
    }
    if (outcome.kind === 'RotationInProgressError' || outcome.kind === 'OutcomeUnknownError') {
      if (outcome.running) return end(outcome.running)
    } else if (outcome.kind === 'RotationConflictError' && outcome.nextRotationAt)
      return showError(outcome, dateTimeElement(outcome.nextRotationAt))
    else if (outcome.kind === 'UnsupportedKeyError' && outcome.primaryKey)
      return showError(
        outcome,
        linkTo(outcome.primaryKey, () => dialog.close()),
      )
    // Every other result is an OperationError, including errors that a newer gateway adds.
    return showError(outcome)
  }

  function end(request: ProgressFragment): void {
    dialog.close()
    onRequest(request)
  }

  function showError({ message, isRetryable }: RotationError, detail?: HTMLElement): void {
    result.replaceChildren(element('p', { class: 'problem' }, message), ...(detail ? [detail] : []))
    confirm.disabled = !isRetryable
  }

  document.body.append(dialog)
  dialog.showModal()
  void rotate(true)
}

const linkTo = (key: { id: string; displayName: string; region: string }, onclick: () => void) =>
  element(
    'a',
    { href: `#/keys/${encodeURIComponent(key.id)}`, onclick },
    `${key.displayName} in ${key.region}`,
  )

function dryRunTexts({ remainingAfter, addsMonthlyCharge, nextAutomaticRotationAt }: DryRun) {
  const left = remainingAfter === null ? 'An unknown number' : String(remainingAfter)
  return [
    element(
      'p',
      {},
      `This uses one on-demand rotation of the key's lifetime limit. ${left} will be left.`,
      addsMonthlyCharge ? ' AWS then charges more for the key each month.' : '',
    ),
    nextAutomaticRotationAt
      ? element(
          'p',
          { class: 'below' },
          'The next automatic rotation is still on ',
          dayElement(nextAutomaticRotationAt),
          '.',
        )
      : element('p', { class: 'below' }, 'Automatic rotation is off.'),
  ]
}
