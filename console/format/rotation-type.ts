import type { RotationType } from '../generated/graphql.ts'

const NAMES: { readonly [type in RotationType]: string } = {
  AUTOMATIC: 'Automatic',
  ON_DEMAND: 'On demand',
  UNRECOGNIZED: 'Another type',
}

export const rotationTypeName = (type: RotationType): string => NAMES[type]
