import type { RotationType } from '../generated/graphql.ts'
import type { Names } from './key-names.ts'

export const ROTATION_TYPE_NAMES: Names<RotationType> = {
  AUTOMATIC: 'Automatic',
  ON_DEMAND: 'On demand',
  UNRECOGNIZED: 'Another type',
}

export const rotationTypeName = (type: RotationType): string => ROTATION_TYPE_NAMES[type]
