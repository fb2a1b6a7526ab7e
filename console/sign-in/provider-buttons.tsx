import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { SignInProvider } from '../session/gateway.ts'
import { hostOf } from '../session/sign-in-error.ts'

export interface ProviderButtonsProps {
  readonly providers: readonly SignInProvider[]
  readonly isBusy: boolean
  readonly signIn: (provider: SignInProvider) => void
}

/** One button for each issuer. */
export function ProviderButtons({ providers, isBusy, signIn }: ProviderButtonsProps) {
  const [chosen, setChosen] = useState<SignInProvider>()
  const hosts = providers.map(({ issuer }) => hostOf(issuer))
  // Tenants of one host differ in their paths.
  const nameOf = ({ issuer }: SignInProvider) =>
    hosts.filter((host) => host === hostOf(issuer)).length > 1 ? issuer : hostOf(issuer)
  return (
    <SpaceBetween size="s">
      {providers.map((provider, index) => (
        <Button
          key={provider.issuer}
          variant={index === 0 ? 'primary' : 'normal'}
          fullWidth
          disabled={isBusy && provider !== chosen}
          loading={isBusy && provider === chosen}
          onClick={() => {
            setChosen(provider)
            signIn(provider)
          }}
        >
          Sign in with {nameOf(provider)}
        </Button>
      ))}
    </SpaceBetween>
  )
}
