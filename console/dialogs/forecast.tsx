import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import type { ChangeWarningCode, WarningFragment } from '../generated/graphql.ts'
import { countOf } from '../format/count.ts'
import { Time } from '../parts/time.tsx'
import type { RotationPayload, SettingPayload } from './send-change.ts'
import { SettingText } from './setting-text.tsx'

/** What the change will do, in words. */
export function ForecastText({ payload }: { readonly payload: RotationPayload | SettingPayload }) {
  return (
    <SpaceBetween size="s">
      <ul className="forecast">
        {payload.kind === 'RotateKeyOnDemandPayload' ? (
          <RotationForecast payload={payload} />
        ) : (
          <SettingForecast payload={payload} />
        )}
      </ul>
      {!('hasChanged' in payload && !payload.hasChanged) && (
        <Warnings warnings={payload.dryRun?.warnings ?? []} />
      )}
    </SpaceBetween>
  )
}

function RotationForecast({ payload: { dryRun } }: { readonly payload: RotationPayload }) {
  if (!dryRun) return null
  const { remainingAfter, addsMonthlyCharge, nextAutomaticRotationAt } = dryRun
  return (
    <>
      <li>Data that is already encrypted stays as it is. KMS still decrypts it with the old key material.</li>
      <li>{remainingText(remainingAfter)}</li>
      <li>{chargeText(addsMonthlyCharge, 'This rotation')}</li>
      <li>
        {nextAutomaticRotationAt ? (
          <>
            The next automatic rotation stays on <Time at={nextAutomaticRotationAt} as="date" />.
          </>
        ) : (
          'KMS reports no date of an automatic rotation.'
        )}
      </li>
    </>
  )
}

function remainingText(remainingAfter: number | null): string {
  if (remainingAfter === null)
    return 'The rotation uses one of the on-demand rotations of the key. It is not known how many are left, because the history could not be read.'
  if (remainingAfter === 0)
    return 'This is the last on-demand rotation that KMS permits for the key. AWS does not raise this quota.'
  return `The rotation uses one of the on-demand rotations of the key. ${countOf(remainingAfter, 'on-demand rotation')} will be left.`
}

function SettingForecast({ payload: { dryRun, hasChanged } }: { readonly payload: SettingPayload }) {
  if (!hasChanged) return <li>The key already has this setting. There is nothing to change.</li>
  if (!dryRun) return null
  const { setting, addsMonthlyCharge } = dryRun
  const isOn = setting.automatic === 'ENABLED'
  return (
    <>
      <li>
        After the change: <SettingText setting={setting} />
      </li>
      {isOn && !setting.nextRotationAt && (
        <li>AWS does not document the date of the next automatic rotation after this change.</li>
      )}
      {isOn ? (
        <li>{chargeText(addsMonthlyCharge, 'The next automatic rotation')}</li>
      ) : (
        <li>You can turn it on again. Its schedule then starts at that time.</li>
      )}
    </>
  )
}

/** AWS charges more for a key after its first and second rotation only. */
function chargeText(adds: boolean | null, rotation: string): string {
  if (adds === null)
    return 'It is not known whether the monthly AWS charge for the key increases, because the history could not be read.'
  return adds
    ? `${rotation} increases the monthly AWS charge for the key, as the first and second rotation of a key do.`
    : `${rotation} does not increase the monthly AWS charge for the key.`
}

const WARNING_HEADERS: { readonly [code in ChangeWarningCode]: string } = {
  MANAGED_ELSEWHERE: 'Infrastructure as code manages the key.',
  POLICY_EXCEPTION: 'An exception of the rotation policy applies to the key.',
  POLICY_VIOLATION: 'The change violates the rotation policy.',
  REASON_REQUIRED: 'The gateway requires a reason.',
}

/** The field of the reason says itself that a reason is required. */
function Warnings({ warnings }: { readonly warnings: readonly WarningFragment[] }): ReactNode {
  return warnings
    .filter(({ code }) => code !== 'REASON_REQUIRED')
    .map(({ code, message }) => (
      <Alert key={code} type="warning" header={WARNING_HEADERS[code] ?? 'Warning'}>
        {message}
      </Alert>
    ))
}
