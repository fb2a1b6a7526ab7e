import { partition } from '@aws-sdk/core/client'

/** The partition of a Region: `aws`, `aws-cn`, … A Region that the SDK does not know yet is matched by its shape. */
export const partitionOf = (region: string): string => partition(region).name
