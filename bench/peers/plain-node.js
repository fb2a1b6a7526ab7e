// A server without GraphQL: one page of complete keys as JSON.
import { createServer } from 'node:http'
import { describeKey, getKeyRotationStatus, listKeyRotations, listKeys } from './kms.js'

async function page(marker) {
  const { Keys = [], NextMarker } = await listKeys(marker)
  const nodes = await Promise.all(
    Keys.map(async ({ KeyArn: arn }) => {
      const [metadata, rotation, rotations] = await Promise.all([
        describeKey(arn),
        getKeyRotationStatus(arn),
        listKeyRotations(arn),
      ])
      return {
        arn,
        metadata: { state: metadata.KeyState, spec: metadata.KeySpec, origin: metadata.Origin },
        rotationStatus: {
          isEnabled: rotation.KeyRotationEnabled,
          periodInDays: rotation.RotationPeriodInDays,
          nextRotationAt: rotation.NextRotationDate,
        },
        rotations: rotations.map(({ RotationDate, RotationType }) => ({
          rotatedAt: RotationDate,
          type: RotationType,
        })),
      }
    }),
  )
  return { data: { keys: { nodes, nextMarker: NextMarker } } }
}

async function answer(request, response) {
  const { searchParams } = new URL(request.url, 'http://localhost')
  try {
    const body = JSON.stringify(await page(searchParams.get('marker') ?? undefined))
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  } catch (error) {
    response.writeHead(502, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ errors: [{ message: error.message }] }))
  }
}

const server = createServer((request, response) => void answer(request, response))
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}/\n`))
