import {
  disableAutomaticRotationBlockers,
  enableAutomaticRotationBlockers,
  rotateOnDemandBlockers,
} from '../rules/eligibility.ts'
import type { Blocker, KeyFacts } from '../rules/eligibility.ts'
import { hasImportedMaterial } from '../rules/rotation-support.ts'
import { isAwsManagedKey, unlessAwsManaged } from './known-key.ts'
import type { KnownKey, Rule } from './known-key.ts'
import { statusOf } from './rotation-status.ts'

const factsOf = ({ key, metadata, isForeign, mayWrite = false }: KnownKey): KeyFacts => ({
  key,
  metadata: metadata?.value,
  isForeign,
  mayWrite,
})

export const enableBlockersRule: Rule<readonly Blocker[]> = {
  needs: () => ['metadata', 'mayWrite'],
  of: (known) => enableAutomaticRotationBlockers(factsOf(known)),
}

const statusNeeds = unlessAwsManaged(() => ['status'])

export const disableBlockersRule: Rule<readonly Blocker[]> = {
  needs: (known) => ['mayWrite', ...statusNeeds(known)],
  of: (known) => disableAutomaticRotationBlockers({ ...factsOf(known), status: statusOf(known) }),
}

const historyNeeds = unlessAwsManaged((metadata) => [
  'status',
  metadata && hasImportedMaterial(metadata) ? 'materials' : 'rotations',
])

/** The blockers of an on-demand rotation at the time `now`. */
export const rotateBlockersRule = (
  onDemandRotationsPerKey: number,
  now: number,
): Rule<readonly Blocker[]> => ({
  needs: (known) => ['mayWrite', ...historyNeeds(known)],
  of(known) {
    const metadata = known.metadata?.value
    const history = metadata && hasImportedMaterial(metadata) ? known.materials : known.rotations
    const materials = isAwsManagedKey(known) ? undefined : history?.value
    const facts = { ...factsOf(known), status: statusOf(known), materials, onDemandRotationsPerKey }
    return rotateOnDemandBlockers(facts, now)
  },
})
