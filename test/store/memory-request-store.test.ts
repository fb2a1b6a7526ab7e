import { createMemoryRequestStore } from '../../src/rotation/request-store.ts'
import { describeRequestStore } from './request-store-contract.ts'

describeRequestStore('in memory', async (retention) => ({
  ...createMemoryRequestStore(retention),
  [Symbol.asyncDispose]: async () => {},
}))
