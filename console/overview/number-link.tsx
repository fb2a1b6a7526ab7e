import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { formatCount } from '../format/count.ts'

export interface NumberLinkProps {
  readonly label: ReactNode
  readonly count: number
  /** Whether the true number can be greater. */
  readonly isAtLeast: boolean
  /** The address of the keys that the number counts. */
  readonly href: string
  /** The name of the link for screen readers, without the number: `overdue keys`. */
  readonly noun: string
}

/** A number that leads to the keys that it counts. */
export function NumberLink({ label, count, isAtLeast, href, noun }: NumberLinkProps) {
  const prefix = isAtLeast ? 'at least ' : ''
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      {isAtLeast && (
        <Box variant="span" color="text-body-secondary">
          at least{' '}
        </Box>
      )}
      <Link variant="awsui-value-large" href={href} ariaLabel={`${prefix}${formatCount(count)} ${noun}`}>
        {formatCount(count)}
      </Link>
    </div>
  )
}
