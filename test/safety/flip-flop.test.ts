import { describe, expect, test } from 'vitest'
import { DisableDocument, EnableDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'

describe.each([2, 3, 4, 5, 6, 7])(
  'while every read number %i of a key is from before its last change',
  (every) => {
    test('each change of the automatic setting is made, and its answer shows it', async () => {
      await using gateway = await startGateway({ settings: { staleReadEvery: every } })
      const { emulator } = gateway
      const { arn } = emulator.createKey()
      const turnOn = async (rotationPeriodInDays: number) => {
        const input = { key: { arn }, rotationPeriodInDays }
        return (await gateway.ask(EnableDocument, { input })).enableKeyRotation
      }
      const turnOff = async () =>
        (await gateway.ask(DisableDocument, { input: { key: { arn } } })).disableKeyRotation
      const on = (periodInDays: number) => ({
        key: { rotationStatus: { automatic: 'ENABLED', periodInDays } },
      })
      const off = { key: { rotationStatus: { automatic: 'DISABLED' } } }

      expect(await turnOn(100)).toMatchObject({ hasChanged: true, ...on(100) })
      expect(await turnOff()).toMatchObject({ hasChanged: true, ...off })
      expect(await turnOn(100)).toMatchObject({ hasChanged: true, ...on(100) })
      expect(await turnOn(200)).toMatchObject({ hasChanged: true, ...on(200) })
      expect(emulator.key(arn).automaticRotation).toMatchObject({ isEnabled: true, periodInDays: 200 })
      expect(await turnOff()).toMatchObject({ hasChanged: true, ...off })
      expect(emulator.key(arn).automaticRotation).toMatchObject({ isEnabled: false })
    })
  },
)
