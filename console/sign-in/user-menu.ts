import type { TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { session } from '../gateway/client.ts'
import type { Permission } from '../generated/graphql.ts'
import { useSession } from './use-session.ts'

const PERMISSIONS: { readonly [permission in Permission]: string } = {
  ROTATION_READ: 'read keys',
  ROTATION_WRITE: 'change rotations',
  ADMIN: 'administer the gateway',
}

/** The menu of the user for the top navigation. Empty if the gateway requires no credential. */
export function useUserMenu(): readonly TopNavigationProps.Utility[] {
  const state = useSession()
  if ((state.status !== 'SIGNED_IN' && state.status !== 'EXPIRED') || state.account.kind === 'NONE') return []
  const { subject, permissions } = state.viewer
  const allowed = permissions.map((permission) => PERMISSIONS[permission])
  return [
    {
      type: 'menu-dropdown',
      iconName: 'user-profile',
      text: subject,
      ariaLabel: `User ${subject}`,
      description: `You may ${new Intl.ListFormat('en').format(allowed)}.`,
      items: [
        state.account.kind === 'PROXY'
          ? {
              id: 'sign-out',
              text: 'Sign out',
              disabled: true,
              disabledReason: 'The proxy in front of the gateway has signed you in.',
            }
          : { id: 'sign-out', text: 'Sign out' },
      ],
      onItemClick: () => void session.signOut(),
    },
  ]
}
