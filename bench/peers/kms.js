// The KMS calls of every peer: the SDK with its defaults, one call per value.
import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListKeyRotationsCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms'

const client = new KMSClient({})

export const listKeys = (Marker) => client.send(new ListKeysCommand({ Limit: 50, Marker }))

export const describeKey = async (KeyId) => (await client.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata

export const getKeyRotationStatus = (KeyId) => client.send(new GetKeyRotationStatusCommand({ KeyId }))

export async function listKeyRotations(KeyId) {
  const rotations = []
  let Marker
  do {
    const page = await client.send(new ListKeyRotationsCommand({ KeyId, Marker }))
    rotations.push(...(page.Rotations ?? []))
    Marker = page.NextMarker
  } while (Marker)
  return rotations
}
