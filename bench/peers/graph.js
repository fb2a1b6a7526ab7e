// The schema of the GraphQL peers, as a team would write it by hand.
import { describeKey, getKeyRotationStatus, listKeyRotations, listKeys } from './kms.js'

export const typeDefs = `
  type Query { keys(marker: String): KeyPage! }
  type KeyPage { nodes: [Key!]! nextMarker: String }
  type Key { arn: String! metadata: Metadata! rotationStatus: RotationStatus! rotations: [Rotation!]! }
  type Metadata { state: String! spec: String! origin: String! }
  type RotationStatus { isEnabled: Boolean! periodInDays: Int nextRotationAt: String }
  type Rotation { rotatedAt: String! type: String! }
`

export const resolvers = {
  Query: {
    async keys(_, { marker }) {
      const { Keys = [], NextMarker } = await listKeys(marker ?? undefined)
      return { nodes: Keys.map(({ KeyArn }) => ({ arn: KeyArn })), nextMarker: NextMarker }
    },
  },
  Key: {
    async metadata({ arn }) {
      const { KeyState, KeySpec, Origin } = await describeKey(arn)
      return { state: KeyState, spec: KeySpec, origin: Origin }
    },
    async rotationStatus({ arn }) {
      const status = await getKeyRotationStatus(arn)
      return {
        isEnabled: status.KeyRotationEnabled,
        periodInDays: status.RotationPeriodInDays,
        nextRotationAt: status.NextRotationDate?.toISOString(),
      }
    },
    async rotations({ arn }) {
      const rotations = await listKeyRotations(arn)
      return rotations.map((rotation) => ({
        rotatedAt: rotation.RotationDate.toISOString(),
        type: rotation.RotationType,
      }))
    },
  },
}
