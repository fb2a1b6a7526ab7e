import type { KeyOrder, KeyOrderField } from '../generated/graphql.ts'
import { readKeyConditions, writeKeyConditions } from './key-filter.ts'
import type { KeyConditions } from './key-filter.ts'

/** The part of a list that a page of the table shows. */
export type PagePosition =
  { readonly kind: 'first' | 'last' } | { readonly kind: 'after' | 'before'; readonly cursor: string }

/** The parts of the address of the table: the keys, their order and the page. */
export interface KeysView {
  readonly conditions: KeyConditions
  /** Undefined for the order of the gateway, which is that of the ARNs. */
  readonly order: KeyOrder | undefined
  readonly page: PagePosition
}

export const FIRST_PAGE: PagePosition = { kind: 'first' }

const ORDER_FIELDS: { readonly [field in KeyOrderField]: true } = {
  ARN: true,
  CREATED_AT: true,
  DISPLAY_NAME: true,
  DUE_AT: true,
  LAST_ROTATED_AT: true,
  MATERIAL_AGE: true,
  NEXT_ROTATION_AT: true,
  REMAINING_ON_DEMAND: true,
}

export const isOrderField = (text: string): text is KeyOrderField => Object.hasOwn(ORDER_FIELDS, text)

/** `compliance=OVERDUE&order=DUE_AT&direction=DESC&after=…` */
export function writeKeysView({ conditions, order, page }: KeysView): URLSearchParams {
  const parameters = writeKeyConditions(conditions)
  if (order) parameters.set('order', order.field)
  if (order?.direction === 'DESC') parameters.set('direction', 'DESC')
  if (page.kind === 'last') parameters.set('page', 'last')
  if (page.kind === 'after' || page.kind === 'before') parameters.set(page.kind, page.cursor)
  return parameters
}

export function readKeysView(parameters: URLSearchParams): KeysView {
  const field = parameters.get('order') ?? ''
  const direction = parameters.get('direction') === 'DESC' ? 'DESC' : 'ASC'
  return {
    conditions: readKeyConditions(parameters),
    order: isOrderField(field) ? { field, direction } : undefined,
    page: readPage(parameters),
  }
}

function readPage(parameters: URLSearchParams): PagePosition {
  for (const kind of ['after', 'before'] as const) {
    const cursor = parameters.get(kind)
    if (cursor) return { kind, cursor }
  }
  return { kind: parameters.get('page') === 'last' ? 'last' : 'first' }
}
