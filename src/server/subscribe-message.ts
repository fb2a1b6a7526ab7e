import { MessageType } from 'graphql-ws'

/**
 * A WebSocket message with an empty `query` where it names a persisted document instead: the protocol closes a
 * connection on a subscribe message that has none, and over HTTP there need be none.
 */
export function withQuery(data: string): string {
  if (!data.includes('"documentId"') && !data.includes('"persistedQuery"')) return data
  try {
    const message = JSON.parse(data)
    const { type, payload } = message
    if (type !== MessageType.Subscribe || typeof payload !== 'object' || payload === null) return data
    return 'query' in payload ? data : JSON.stringify({ ...message, payload: { ...payload, query: '' } })
  } catch {
    return data
  }
}
