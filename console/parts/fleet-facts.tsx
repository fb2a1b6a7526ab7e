import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { countOf, formatCount } from '../format/count.ts'
import { scopeName } from '../format/scope.ts'
import type { FleetAnswerFactsFragment, MissingReason } from '../generated/graphql.ts'
import { Time } from './time.tsx'

/** `of 64 keys examined, 3 unreadable, as of 12:01:05 UTC`: how far the numbers of an answer go. */
export function Examined({ facts }: { readonly facts: FleetAnswerFactsFragment }) {
  const { examinedCount, unreadableCount, oldestObservedAt } = facts
  return (
    <Box color="text-body-secondary" fontSize="body-s" display="inline">
      {countOf(examinedCount, 'key')} examined, {formatCount(unreadableCount)} unreadable
      {oldestObservedAt && (
        <>
          , as of <Time at={oldestObservedAt} as="clock" />
        </>
      )}
    </Box>
  )
}

/** `at least 9` while keys can be missing, else `9`. */
export const atLeast = (count: number, isComplete: boolean): string =>
  isComplete ? formatCount(count) : `at least ${formatCount(count)}`

const FILLING: ReadonlySet<MissingReason> = new Set(['KEYS_NOT_READ', 'NAMES_NOT_READ', 'SCOPE_NOT_LISTED'])

const unreachableScopes = ({ missing }: FleetAnswerFactsFragment): string[] =>
  missing.flatMap(({ reason, scope }) => (reason === 'SCOPE_UNREACHABLE' && scope ? [scopeName(scope)] : []))

/** Whether the gateway reads keys for the first time. It cannot read those of a scope that it cannot reach. */
export function isFilling(facts: FleetAnswerFactsFragment): boolean {
  const unreachable = unreachableScopes(facts)
  return facts.missing.some(
    ({ reason, scope }) => FILLING.has(reason) && !(scope && unreachable.includes(scopeName(scope))),
  )
}

/** The progress while the gateway reads keys for the first time. */
export function FillingProgress({ facts }: { readonly facts: FleetAnswerFactsFragment }) {
  const { examinedCount, unreadableCount } = facts
  if (!isFilling(facts)) return null
  const readCount = examinedCount - unreadableCount
  return (
    <ProgressBar
      label="The gateway is reading the keys for the first time"
      description="Every number below can be too small until it has read all keys."
      value={examinedCount === 0 ? 0 : (100 * readCount) / examinedCount}
      additionalInfo={`${formatCount(readCount)} of ${countOf(examinedCount, 'listed key')} read`}
    />
  )
}

const TEXTS: { readonly [reason in MissingReason]?: string } = {
  DELETED_KEYS: 'Keys that were deleted since are missing.',
  PAST_SETTINGS: 'Settings of the past are not known.',
}

/** Says what an answer does not include, and why. Nothing if it is complete. */
export function MissingNotice({ facts }: { readonly facts: FleetAnswerFactsFragment }) {
  const { missing } = facts
  const unreachable = unreachableScopes(facts)
  const others = [...new Set(missing.flatMap(({ reason }) => TEXTS[reason] ?? []))]
  if (missing.length === 0) return null
  return (
    <SpaceBetween size="m">
      <FillingProgress facts={facts} />
      {(unreachable.length > 0 || others.length > 0) && (
        <Alert type="warning" header="Some keys are missing">
          {unreachable.length > 0 && (
            <p>
              The gateway cannot list the keys of {unreachable.join(', ')}. Every number can be too small.
            </p>
          )}
          {others.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Alert>
      )}
    </SpaceBetween>
  )
}
