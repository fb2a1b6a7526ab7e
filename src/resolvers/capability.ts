import type { Context } from '../context.ts'
import {
  disableAutomaticRotationBlockers,
  enableAutomaticRotationBlockers,
  rotateOnDemandBlockers,
} from '../rotation/rules/eligibility.ts'
import type { Blocker, KeyFacts } from '../rotation/rules/eligibility.ts'
import type { Key } from './key.ts'
import { orNull } from './readable.ts'
import { isAwsManaged, readStatus } from './rotation-status.ts'
import { mayWrite } from './visibility.ts'

async function keyFacts(key: Key, context: Context): Promise<KeyFacts> {
  const { loaders, scopes } = context
  const metadata = await orNull(loaders.metadata(key.arn))
  return {
    key,
    metadata: metadata ?? undefined,
    isForeign: scopes.isForeign(key),
    mayWrite: await mayWrite(key, context),
  }
}

export async function blockersToEnable(key: Key, context: Context): Promise<readonly Blocker[]> {
  return enableAutomaticRotationBlockers(await keyFacts(key, context))
}

export async function blockersToDisable(key: Key, context: Context): Promise<readonly Blocker[]> {
  const [facts, status] = await Promise.all([keyFacts(key, context), orNull(readStatus(key, context))])
  return disableAutomaticRotationBlockers({ ...facts, status: status ?? undefined })
}

export async function blockersToRotate(key: Key, context: Context): Promise<readonly Blocker[]> {
  const facts = await keyFacts(key, context)
  const { loaders, clock } = context
  const readMaterials = async () => {
    if (await isAwsManaged(key, context)) return undefined
    return facts.metadata?.origin === 'EXTERNAL' ? loaders.materials(key.arn) : loaders.rotations(key.arn)
  }
  const [status, materials] = await Promise.all([orNull(readStatus(key, context)), orNull(readMaterials())])
  return rotateOnDemandBlockers(
    {
      ...facts,
      status: status ?? undefined,
      materials: materials ?? undefined,
      onDemandRotationsPerKey: context.facts.limits.onDemandRotationsPerKey,
    },
    clock.now(),
  )
}
