import type { Authenticator } from '../auth/authenticator.ts'
import { rightsOf } from '../auth/policy.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Context, GatewayFacts } from '../context.ts'
import { BadUserInputError, UnauthenticatedError } from '../errors/request-errors.ts'
import { isVisibleTo } from '../resolvers/visibility.ts'
import { isOpenOperation } from '../schema/open-operation.ts'
import { releaseContext } from '../schema/release-context.ts'
import type { SubscriptionLimits } from '../server/limits/subscription-limits.ts'
import type { AccessHost, ContextHost, CostHost, OperationHost } from '../server/operation/host.ts'
import type { Contexts } from './contexts.ts'

export interface OperationHostOptions {
  readonly auth: Authenticator
  readonly contexts: Contexts
  readonly facts: GatewayFacts
  readonly subscriptionLimits: SubscriptionLimits
  /** Resolves when the gateway follows the rotation requests of its earlier run. Operations wait for it. */
  readonly resumed: () => Promise<void>
}

/** What the server needs to know about the gateway's operations. */
export function createOperationHost(options: OperationHostOptions): OperationHost<Context> {
  return { contexts: contextHost(options), access: accessHost(options), cost: costHost }
}

function contextHost({ auth, contexts, resumed }: OperationHostOptions): ContextHost<Context> {
  return {
    async create(request) {
      await resumed()
      return contexts.forOperation(await auth.authenticate(request.header), request)
    },
    forEvents: (context) => contexts.forEvents(context),
    sharingKey: ({ viewer, call }) => `${rightsOf(viewer)} ${call.maxAgeMs ?? ''}`,
    release: releaseContext,
  }
}

function accessHost({ auth, facts, subscriptionLimits }: OperationHostOptions): AccessHost<Context> {
  return {
    credential: auth.scheme,
    requiresCredential: auth.requiresCredential,
    admitConnection: async (header, onEnd) => auth.watch(await auth.authenticate(header), onEnd),
    rejectionOf: ({ viewer }, { schema, document, operationName }) =>
      viewer.isAuthenticated || isOpenOperation(schema, document, operationName)
        ? undefined
        : new UnauthenticatedError(
            `This operation requires a credential. Send the header '${auth.scheme.example}'. Over WebSocket, send it in the payload of connection_init or in extensions.headers.`,
          ),
    rejectionOfMutations: () =>
      facts.isReadOnly
        ? new BadUserInputError(
            'This gateway is read-only (--read-only). It executes no mutation, and nothing was changed. Send the mutation to a gateway that was started without --read-only.',
          )
        : undefined,
    // Without authentication all callers are one subject, on this machine.
    admitSubscription: ({ viewer }) =>
      auth.requiresCredential ? subscriptionLimits.admit(viewer.subject) : undefined,
    isVisibleTo,
    watchRights: ({ viewer }, onEnd) => auth.watch(viewer, onEnd),
    isAdministrator,
  }
}

const costHost: CostHost<Context> = {
  callerOf: ({ viewer }) => viewer.subject,
  recordCost: ({ cost }, estimate) => {
    cost.estimate = estimate
  },
  actualCost: ({ cost, viewer }) => (seesAllKeys(viewer) ? cost.sent.points() : (cost.estimate?.cost ?? 0)),
  // The KMS requests depend on other callers, whose reads may be shared.
  detailsOf: (context) =>
    isAdministrator(context) && seesAllKeys(context.viewer) ? { kms: context.cost.sent.calls() } : {},
}

const isAdministrator = ({ viewer }: Context): boolean => viewer.permissions.has('ADMIN')

/**
 * Whether the viewer may see the number of KMS requests. To find the keys that a viewer with patterns may read, the gateway
 * reads other keys too, so the number would reveal how many hidden keys exist. Such a viewer pays the estimate, which
 * depends only on the document.
 */
const seesAllKeys = ({ readableKeys }: Viewer): boolean => readableKeys === 'ALL'
