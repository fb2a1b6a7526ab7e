import { useSyncExternalStore } from 'react'
import { session } from '../gateway/client.ts'
import type { SessionState } from '../session/session-state.ts'

export const useSession = (): SessionState => useSyncExternalStore(session.subscribe, session.state)
