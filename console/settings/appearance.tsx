import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useState } from 'react'
import { formatTime } from '../format/time.ts'
import { Choice } from '../parts/choice.tsx'
import { useThemePreference } from '../preferences/theme.ts'
import { useZonePreference } from '../preferences/zone.ts'

const THEMES = [
  { id: 'system', text: 'System' },
  { id: 'light', text: 'Light' },
  { id: 'dark', text: 'Dark' },
] as const

const ZONES = [
  { id: 'local', text: 'This browser' },
  { id: 'UTC', text: 'UTC' },
] as const

/** The choices that the browser keeps. */
export function Appearance() {
  const [theme, setTheme] = useThemePreference()
  const [zone, setZone] = useZonePreference()
  const [openedAt] = useState(() => new Date())
  return (
    <Container
      header={
        <Header variant="h2" description="This browser keeps the choices.">
          Appearance
        </Header>
      }
    >
      <ColumnLayout columns={2}>
        <Choice label="Theme" options={THEMES} value={theme} onChange={setTheme} />
        <div>
          <Choice label="Time zone" options={ZONES} value={zone} onChange={setZone} />
          <Box color="text-body-secondary">Times look like this: {formatTime(openedAt, zone)}</Box>
        </div>
      </ColumnLayout>
    </Container>
  )
}
