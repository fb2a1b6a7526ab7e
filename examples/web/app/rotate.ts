import { RotateDocument } from '../generated/graphql.ts'
import type { KeyDetailsFragment, ProgressFragment, RotateMutation } from '../generated/graphql.ts'
import { ask } from './ask.ts'
import { element } from './element.ts'
import { messageOf } from './notice.ts'
import { dayOf, instantOf } from './words.ts'

type Result = RotateMutation['rotateKeyOnDemand']
type Refusal = Extract<Result, { isRetryable: boolean }>
type Forecast = NonNullable<Extract<Result, { kind: 'RotateKeyOnDemandPayload' }>['dryRun']>

export interface RotateOptions {
  readonly key: KeyDetailsFragment
  readonly isReadOnly: boolean
  /** A rotation runs that was asked for: just now, or before. */
  readonly onRequest: (request: ProgressFragment) => void
}

/** What stands against rotating a key now, or the way to do it: a key has 25 on-demand rotations for life. */
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
      isReadOnly && element('li', {}, 'This gateway only reads.'),
      ...blockers.map(({ message, clearsAt }) =>
        element(
          'li',
          {},
          message,
          clearsAt && element('div', { class: 'below' }, 'Until ', instantOf(clearsAt)),
        ),
      ),
    ),
  )
}

/** Asks the gateway first what would happen, then the user whether it should. */
function openDialog(key: KeyDetailsFragment, onRequest: RotateOptions['onRequest']): void {
  // One for each intended rotation: pressed twice, or again after a lost answer, it still rotates once.
  const idempotencyKey = crypto.randomUUID()
  const reason = element('input', { id: 'reason', maxlength: 256, autocomplete: 'off' })
  const said = element('div', { class: 'said', role: 'status' }, 'Checking …')
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
      said,
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
      const { rotateKeyOnDemand } = await ask(RotateDocument, { input })
      take(rotateKeyOnDemand)
    } catch (error) {
      said.replaceChildren(element('p', { class: 'problem' }, messageOf(error)))
      confirm.disabled = false
    }
  }

  function take(result: Result): void {
    if (result.kind === 'RotateKeyOnDemandPayload') {
      if (result.request) return end(result.request)
      said.replaceChildren(...(result.dryRun ? forecast(result.dryRun) : []))
      confirm.disabled = false
      return reason.focus()
    }
    if (result.kind === 'RotationInProgressError' || result.kind === 'OutcomeUnknownError') {
      if (result.running) return end(result.running)
    } else if (result.kind === 'RotationConflictError' && result.nextRotationAt)
      return refuse(result, instantOf(result.nextRotationAt))
    else if (result.kind === 'UnsupportedKeyError' && result.primaryKey)
      return refuse(
        result,
        linkTo(result.primaryKey, () => dialog.close()),
      )
    // Every way to fail is an OperationError, those of later gateways included.
    return refuse(result)
  }

  function end(request: ProgressFragment): void {
    dialog.close()
    onRequest(request)
  }

  function refuse({ message, isRetryable }: Refusal, more?: HTMLElement): void {
    said.replaceChildren(element('p', { class: 'problem' }, message), ...(more ? [more] : []))
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

function forecast({ remainingAfter, addsMonthlyCharge, nextAutomaticRotationAt }: Forecast) {
  const left = remainingAfter === null ? 'an unknown number' : String(remainingAfter)
  return [
    element(
      'p',
      {},
      `This uses one of the key's on-demand rotations, which are for life: ${left} will be left.`,
      addsMonthlyCharge ? ' AWS charges more for the key each month from then on.' : '',
    ),
    nextAutomaticRotationAt
      ? element(
          'p',
          { class: 'below' },
          'The next automatic one stays on ',
          dayOf(nextAutomaticRotationAt),
          '.',
        )
      : element('p', { class: 'below' }, 'The key does not rotate by itself.'),
  ]
}
