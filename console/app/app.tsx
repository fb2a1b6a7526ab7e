import { I18nProvider } from '@cloudscape-design/components/i18n'
import messages from '@cloudscape-design/components/i18n/messages/all.en'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { Router } from 'wouter'
import { answers } from '../gateway/answers.ts'
import { useTheme } from '../preferences/theme.ts'
import { SignInGate } from '../sign-in/sign-in-gate.tsx'
import { Shell } from './shell.tsx'

/** The path before every address of the console, without a slash at the end. */
const basePath = new URL(document.baseURI).pathname.replace(/\/$/, '')

export function App() {
  useTheme()
  return (
    <StrictMode>
      <I18nProvider locale="en" messages={[messages]}>
        <QueryClientProvider client={answers}>
          <Router base={basePath}>
            <SignInGate>
              <Shell />
            </SignInGate>
          </Router>
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>
  )
}
