import { CallLog } from './call-log.ts'
import type { Caller } from './caller.ts'
import { demoFleet } from './demo-fleet.ts'
import { bringUpToDate } from './due-rotations.ts'
import type { EmulatorClock } from './emulator-clock.ts'
import { Faults } from './faults.ts'
import { readBlueprint, readChange, readPastRotation } from './key-blueprint.ts'
import { addPastRotation, callsFor, changeKey } from './key-change.ts'
import { aliasesFrom, aliasName, createKeys } from './key-creation.ts'
import { KeyEvents } from './key-events.ts'
import { reportOf } from './key-report.ts'
import type { KeyReport } from './key-report.ts'
import { KeyStore } from './key-store.ts'
import type { EmulatedKey } from './key.ts'
import type { World } from './operation.ts'
import { largeFleet, readLargeFleet } from './large-fleet.ts'
import { Pager } from './page.ts'
import { Quotas } from './quota.ts'
import { Roles } from './role.ts'
import type { Role, RoleBlueprint } from './role.ts'
import { Sessions } from './sessions.ts'
import { defaultSettings, patchedSettings } from './settings.ts'
import type { EmulatorSettings } from './settings.ts'
import { QUEUE_NAME, Queues } from './sqs/queues.ts'
import { StaleReads } from './stale-read.ts'
import { StatisticsRecorder } from './statistics.ts'

export interface EmulatorStateOptions {
  readonly accountIds: readonly [string, ...string[]]
  readonly regions: readonly string[]
  readonly fleet: 'demo' | 'empty'
  readonly iamRoles: readonly RoleBlueprint[]
  readonly clock: EmulatorClock
  readonly settings: unknown
}

/** The key, fault or Region named by a control request does not exist. */
export class NoSuchKeyError extends Error {
  override name = 'NoSuchKeyError'
}

/** The emulator's state, and the changes that tests make to it outside the KMS API. */
export class EmulatorState {
  readonly accountId: string
  readonly regions: readonly string[]
  readonly clock: EmulatorClock
  readonly faults = new Faults()
  readonly callLog = new CallLog()
  readonly quotas: Quotas
  readonly statistics: StatisticsRecorder
  readonly events: KeyEvents
  readonly queues: Queues
  readonly #sessions: Sessions
  readonly #options: EmulatorStateOptions
  #settings: EmulatorSettings
  #world: World

  constructor(options: EmulatorStateOptions) {
    this.#options = options
    this.accountId = options.accountIds[0]
    this.regions = options.regions
    this.clock = options.clock
    this.quotas = new Quotas(this.settings, this.#now)
    this.statistics = new StatisticsRecorder(this.#now)
    this.events = new KeyEvents(options.clock, this.settings, () => this.#world.store)
    this.queues = new Queues({
      accountId: this.accountId,
      accountIds: options.accountIds,
      regions: options.regions,
      now: this.#now,
      settings: this.settings,
      store: () => this.#world.store,
      events: this.events,
    })
    this.#sessions = new Sessions(this.#now)
    this.#settings = this.#settingsAtStart()
    this.#world = this.#worldAtStart()
  }

  readonly #now = (): number => this.clock.now()

  get world(): World {
    return this.#world
  }

  readonly settings = (): EmulatorSettings => this.#settings

  patchSettings(patch: unknown): EmulatorSettings {
    this.#settings = patchedSettings(this.#settings, patch)
    return this.#settings
  }

  /** The caller of an access key. Throws an AwsError for a session that is not valid. Base access keys belong to the first account. */
  callerOf(accessKeyId: string, sessionToken: string | undefined): Caller {
    const { callerArn, callerSourceIdentity } = this.#settings
    return (
      this.#sessions.callerOf(accessKeyId, sessionToken) ?? {
        accountId: this.accountId,
        arn: callerArn,
        ...(callerSourceIdentity !== null && { sourceIdentity: callerSourceIdentity }),
      }
    )
  }

  setRole(blueprint: unknown): Role {
    return this.world.roles.set(blueprint)
  }

  createKey(blueprint: unknown): KeyReport {
    const { accountId, regions } = this
    const keys = createKeys(readBlueprint(blueprint, ''), { accountId, regions, now: this.clock.now() })
    this.world.store.add(...keys)
    for (const key of keys) {
      this.events.called(key, key === keys[0] ? 'CreateKey' : 'ReplicateKey')
      for (const _ of key.aliases) this.events.called(key, 'CreateAlias')
    }
    return this.#report(keys[0])
  }

  /** Creates keys in every account and Region, without events and without aliases that exist. Returns their ARNs. */
  createFleet(fleet: unknown): readonly string[] {
    const { accountIds } = this.#options
    const { accountId, regions } = this
    const places = accountIds.flatMap((id) => regions.map((region) => ({ accountId: id, region })))
    const context = { accountId, regions, now: this.clock.now() }
    const arns: string[] = []
    for (const blueprint of largeFleet(readLargeFleet(fleet, ''), places)) {
      const keys = createKeys(blueprint, context)
      for (const key of keys) key.aliases = key.aliases.filter((alias) => this.world.store.isFree(key, alias))
      this.world.store.add(...keys)
      arns.push(...keys.map(({ arn }) => arn))
    }
    this.events.restart()
    return arns
  }

  changeKey(reference: string, change: unknown, region?: string): KeyReport {
    const key = this.#find(reference, region)
    const now = this.clock.now()
    const read = readChange(change, '')
    const { store } = this.world
    const aliases = read.aliases && aliasesFrom(read.aliases, now)
    if (aliases) store.requireFree(key, aliases)
    bringUpToDate(key, this.#settings, now)
    const calls = callsFor(read, key)
    changeKey(key, read, now)
    if (aliases) store.setAliases(key, aliases)
    for (const call of calls) this.events.called(key, call)
    return this.#report(key)
  }

  addRotation(reference: string, rotation: unknown, region?: string): KeyReport {
    const key = this.#find(reference, region)
    addPastRotation(key, readPastRotation(rotation, ''), this.clock.now())
    this.events.rotationsChanged(key)
    return this.#report(key)
  }

  removeKey(reference: string, region?: string): void {
    const key = this.#find(reference, region)
    this.world.store.remove(key)
    this.events.deleted(key)
  }

  addPredefinedAlias(region: string, aliasName: string, accountId: string = this.accountId): void {
    this.world.store.addPredefinedAlias({ accountId, region }, aliasName)
  }

  key(reference: string, region?: string): KeyReport {
    return this.#report(this.#find(reference, region))
  }

  keys(): readonly KeyReport[] {
    return this.world.store.all().map((key) => this.#report(key))
  }

  /** Puts a message into the queue of a Region. */
  sendMessage(region: string, body: string): void {
    const queue = this.queues.find(region, QUEUE_NAME)
    if (!queue) throw new NoSuchKeyError(`the emulator does not serve ${region}`)
    queue.send(() => body)
  }

  /** Restores keys, roles, settings, quotas, faults, statistics, queues and the call log. The clock keeps its time, and sessions stay valid. */
  reset(): void {
    this.#settings = this.#settingsAtStart()
    this.faults.clear()
    this.quotas.reset()
    this.queues.purge()
    this.statistics.reset()
    this.callLog.clear()
    this.#world = this.#worldAtStart()
    this.events.restart()
  }

  #settingsAtStart(): EmulatorSettings {
    return patchedSettings(defaultSettings(this.accountId), this.#options.settings)
  }

  #worldAtStart(): World {
    const { accountId, regions, settings } = this
    const { accountIds, fleet, iamRoles } = this.#options
    const now = this.#now
    const store = new KeyStore()
    const demo = fleet === 'demo' ? demoFleet(accountIds, regions) : undefined
    const context = { accountId, regions, now: now() }
    for (const blueprint of demo?.blueprints ?? []) store.add(...createKeys(blueprint, context))
    for (const { name, ...place } of demo?.predefinedAliases ?? []) store.addPredefinedAlias(place, name)
    return {
      accountIds,
      now,
      settings,
      store,
      events: this.events,
      queues: this.queues,
      pager: new Pager(settings, now),
      staleReads: new StaleReads(settings),
      roles: new Roles([...(demo?.roles ?? []), ...iamRoles]),
      sessions: this.#sessions,
    }
  }

  #find(reference: string, region?: string): EmulatedKey {
    const { store } = this.world
    const key = store.find(reference, { region }) ?? store.find(aliasName(reference), { region })
    if (!key) throw new NoSuchKeyError(`key '${reference}' does not exist${region ? ` in ${region}` : ''}`)
    return key
  }

  #report(key: EmulatedKey): KeyReport {
    const now = this.clock.now()
    bringUpToDate(key, this.#settings, now)
    return reportOf(key, now)
  }
}
