// In a file of its own, because the bundled programs can import only a file on demand, not a CommonJS package by its names.
export { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
