import { useSyncExternalStore } from 'react'
import { client, gatewayUrl } from '../gateway/client.ts'
import type { DialogName } from './dialog-name.ts'

/** One change that the reader intends to make, from the opening of its dialog until its outcome is known. It survives a reload. */
export interface StoredChange {
  readonly idempotencyKey: string
  readonly isOpen: boolean
  /** Whether the change may have been sent. Its input is then fixed, and it is only ever repeated with the same idempotency key. */
  readonly isSent: boolean
  readonly reason: string
  /** The name of the key, as typed. */
  readonly confirmation: string
  /** The period in days, as typed. */
  readonly period: string
  /** The current key material when the dialog was opened. Empty until it was read. */
  readonly materialId: string
}

/** A dialog of a key. */
export interface ChangeAddress {
  readonly arn: string
  readonly dialog: DialogName
}

const changes = new Map<string, StoredChange | undefined>()
const listeners = new Set<() => void>()

export const useStoredChange = (address: ChangeAddress): StoredChange | undefined =>
  useSyncExternalStore(subscribe, () => read(nameOf(address)))

/** Opens the dialog. A change that may have been sent continues; otherwise a new one begins. */
export function openChange(address: ChangeAddress, { period }: Pick<StoredChange, 'period'>): void {
  const present = read(nameOf(address))
  if (present?.isSent) editChange(address, { isOpen: true })
  else startChange(address, { reason: '', period })
}

/** Begins another change, with another idempotency key. */
export function startChange(
  address: ChangeAddress,
  { reason, period }: Pick<StoredChange, 'reason' | 'period'>,
): void {
  write(nameOf(address), {
    idempotencyKey: client.intention().idempotencyKey,
    isOpen: true,
    isSent: false,
    confirmation: '',
    materialId: '',
    reason,
    period,
  })
}

export function editChange(address: ChangeAddress, edit: Partial<StoredChange>): void {
  const present = read(nameOf(address))
  if (present) write(nameOf(address), { ...present, ...edit })
}

/** Closes the dialog. A change that may have been sent is kept, so that it is never made twice. */
export function closeChange(address: ChangeAddress): void {
  const present = read(nameOf(address))
  write(nameOf(address), present?.isSent ? { ...present, isOpen: false } : undefined)
}

/** The outcome of the change is known. */
export const endChange = (address: ChangeAddress): void => write(nameOf(address), undefined)

/** Gateways at other paths of the host have their own names. */
const nameOf = ({ arn, dialog }: ChangeAddress): string =>
  `kms-rotation-console.${gatewayUrl.pathname} ${dialog} ${arn}`

function read(name: string): StoredChange | undefined {
  if (!changes.has(name)) changes.set(name, parse(storage((tab) => tab.getItem(name))))
  return changes.get(name)
}

function write(name: string, change: StoredChange | undefined): void {
  changes.set(name, change)
  storage((tab) => (change ? tab.setItem(name, JSON.stringify(change)) : tab.removeItem(name)))
  for (const listener of listeners) listener()
}

/** A browser may forbid to store anything. The change then lasts until a reload. */
function storage<Value>(use: (tab: Storage) => Value): Value | undefined {
  try {
    return use(sessionStorage)
  } catch {
    return undefined
  }
}

function parse(text: string | null | undefined): StoredChange | undefined {
  if (!text) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isStoredChange(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Another version of the console may have stored it. */
function isStoredChange(value: unknown): value is StoredChange {
  const {
    idempotencyKey,
    isOpen,
    isSent,
    reason,
    confirmation,
    period,
    materialId,
  }: Record<string, unknown> = Object(value)
  return (
    [idempotencyKey, reason, confirmation, period, materialId].every((text) => typeof text === 'string') &&
    [isOpen, isSent].every((flag) => typeof flag === 'boolean')
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
