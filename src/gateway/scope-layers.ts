import type { Clock } from '../clock.ts'
import { KmsUnavailableError } from '../errors/operation-errors.ts'
import { StartupError } from '../errors/startup-error.ts'
import { createCredentialHealth } from '../kms/aws/credential-health.ts'
import { createCachedKms } from '../kms/cache/cached-kms.ts'
import type { CachedKms } from '../kms/cache/cached-kms.ts'
import { withMethods } from '../kms/kms-client.ts'
import type { KmsClient } from '../kms/kms-client.ts'
import type { Kms, KmsScope } from '../kms/kms.ts'
import { createObservedKms } from '../kms/observed-kms.ts'
import { createAccountBudgets } from '../kms/rate/account-budgets.ts'
import type { BackgroundBudget } from '../kms/rate/background-budget.ts'
import { createLimitedKms } from '../kms/rate/limited-kms.ts'
import type { LimitedKms } from '../kms/rate/limited-kms.ts'
import { mergedQuotas } from '../kms/rate/quotas.ts'
import { createResponseLimit } from '../kms/rate/response-limit.ts'
import type { ResponseLimit } from '../kms/rate/response-limit.ts'
import { createScopes, scopeName, scopeOf } from '../kms/scopes.ts'
import type { Scope, Scopes } from '../kms/scopes.ts'
import type { Logger } from '../logger.ts'
import type { AllObservers } from './all-observers.ts'
import type { GatewayOptions } from './options.ts'
import { fixedScopes } from './served-scopes.ts'
import type { ServedScope } from './served-scopes.ts'

/**
 * A scope with its layers: the records of the inventory, observers, then the time limit for responses, then the gateway's share of the quotas (`limited`), then
 * the cache (`kms`).
 */
export interface LayeredScope extends Scope {
  readonly kms: CachedKms
  readonly limited: LimitedKms
  readonly responseLimit: ResponseLimit
}

/** The scopes that the gateway serves, each with its layers from when it is served until it is not. Disposing rejects waiting calls. */
export interface ScopeLayers extends Disposable {
  readonly scopes: Scopes<LayeredScope>
  /**
   * KMS without the cache, for work that continues when a scope, or the scope of a key, is removed and served again. While the scope is not
   * served, calls reject with KmsUnavailableError.
   */
  freshOf(keyOrScope: KmsScope): KmsClient
  /** The budget of a served account. */
  budgetOf(accountId: string): BackgroundBudget
}

export interface ScopeLayersOptions {
  readonly clock: Clock
  readonly observers: AllObservers
  readonly logger: Logger
  /** Wraps the KMS of each scope below the rate limiter and the cache. @default does not wrap it */
  readonly record?: ((kms: Kms) => Kms) | undefined
}

type ScopeSettings = Pick<
  GatewayOptions,
  | 'kms'
  | 'kmsLimits'
  | 'maxAges'
  | 'maxCachedResponses'
  | 'backgroundBudgetUsd'
  | 'usdPer10000Requests'
  | 'spending'
>

/** @throws {StartupError} when the list of scopes is empty or has a scope twice, or a quota is not valid */
export function createScopeLayers(
  options: ScopeSettings,
  { clock, observers, logger, record = (kms) => kms }: ScopeLayersOptions,
): ScopeLayers {
  const { kmsLimits, maxAges, maxCachedResponses: maxSize } = options
  const { onQuotaWait: onRequest, onCacheRead: onRead } = observers
  const served = 'current' in options.kms ? options.kms : fixedScopes(options.kms)
  const health = createCredentialHealth({ logger, onChange: observers.onCredentialResult })
  const budgets = createAccountBudgets({ ...options, clock, logger })
  observers.onBudgetsCreated(budgets)
  let layered = new Map<ServedScope, LayeredScope>()
  let hasSeveralAccounts = false
  const scopes = createScopes(renew())
  const lasting = new Map<string, KmsClient>()

  function addLayers({ kms, accountName, quotas }: ServedScope): LayeredScope {
    const merged = mergedQuotas({ ...kmsLimits, backgroundBudgetUsd: options.backgroundBudgetUsd }, quotas)
    const responseLimit = createResponseLimit({ scope: kms.scope, clock, isActive: () => hasSeveralAccounts })
    const limited = createLimitedKms({
      ...kmsLimits,
      ...merged,
      budget: budgets.of(kms.scope.accountId, merged.backgroundBudgetUsd),
      kms: responseLimit.onSent(createObservedKms(observers.around(record(kms)), health.observe)),
      clock,
      onRequest,
    })
    const cached = createCachedKms(responseLimit.onWaiting(limited), { clock, maxAges, maxSize, onRead })
    return { ...scopeOf(cached, accountName), limited, responseLimit }
  }

  /** Adds layers to new scopes. Changes nothing when it throws. */
  function renew(): readonly [LayeredScope, ...LayeredScope[]] {
    const next = new Map(served.current.map((each) => [each, layered.get(each) ?? addLayers(each)]))
    const [first, ...others] = next.values()
    if (!first)
      throw new StartupError('The list of accounts and Regions to serve is empty. Give at least one.')
    const names = [first, ...others].map(({ name }) => name)
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice !== undefined)
      throw new StartupError(`${twice} is given twice. Give each account and Region once.`)
    layered = next
    hasSeveralAccounts = new Set([...next.values()].map(({ accountId }) => accountId)).size > 1
    return [first, ...others]
  }

  function update(): void {
    const before = [...layered.values()]
    try {
      scopes.replace(renew())
    } catch (error) {
      if (!(error instanceof StartupError)) throw error
      logger.error({ reason: error.message }, 'scopes: the change was not applied')
      return
    }
    const after = new Set(layered.values())
    for (const scope of before.filter((each) => !after.has(each))) {
      const { name, limited, responseLimit } = scope
      const isServed = scopes.named(name) !== undefined
      limited.stop(isServed ? `The settings of ${name} have changed` : `The gateway no longer serves ${name}`)
      responseLimit[Symbol.dispose]()
      if (isServed) continue
      health.forget(scope)
      observers.onScopeRemoved(scope)
    }
  }

  function lastingClient(name: string, { partition, accountId, region }: KmsScope): KmsClient {
    return withMethods({
      scope: { partition, accountId, region },
      async call(operation, input, callOptions) {
        const scope = scopes.named(name)
        if (scope) return scope.kms.fresh.call(operation, input, callOptions)
        throw new KmsUnavailableError(`The gateway does not serve ${name}, so it did not send ${operation}.`)
      },
    })
  }

  const changes = served.onChange(update)
  return {
    scopes,
    budgetOf: (accountId) => budgets.of(accountId),
    freshOf(place) {
      // A key that was served once does not become a foreign key when its scope is removed.
      const own = lasting.get(scopeName(place))
      if (own) return own
      const scope = scopes.find(place) ?? place
      const name = scopeName(scope)
      const known = lasting.get(name) ?? lastingClient(name, scope)
      lasting.set(name, known)
      return known
    },
    [Symbol.dispose]() {
      changes[Symbol.dispose]()
      budgets[Symbol.dispose]()
      for (const { limited, responseLimit } of layered.values()) {
        limited[Symbol.dispose]()
        responseLimit[Symbol.dispose]()
      }
    },
  }
}
