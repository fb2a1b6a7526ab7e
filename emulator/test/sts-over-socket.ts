import { KMSClient } from '@aws-sdk/client-kms'
import { signedFor } from './kms-over-socket.ts'

export interface SessionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

/** The response to one STS request, and its elements by name. */
export interface StsAnswer {
  readonly status: number
  readonly xml: string
  readonly element: (name: string) => string | undefined
}

/** Sends a form to STS, with the base access key or a session's. */
export async function askSts(
  endpoint: string,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
  session?: SessionCredentials,
): Promise<StsAnswer> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({ Action: action, Version: '2011-06-15', ...parameters }),
    headers: {
      authorization: signedFor('us-east-1', 'sts').replace(
        'AKIDEXAMPLE',
        session?.accessKeyId ?? 'AKIDEXAMPLE',
      ),
      ...(session && { 'x-amz-security-token': session.sessionToken }),
    },
  })
  const xml = await answer.text()
  return {
    status: answer.status,
    xml,
    element: (name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1],
  }
}

export const assumeRole = (
  endpoint: string,
  parameters: Readonly<Record<string, string>>,
  session?: SessionCredentials,
) => askSts(endpoint, 'AssumeRole', { RoleSessionName: 'tester', ...parameters }, session)

/** The credentials of a new session. Fails when STS rejects the request. */
export async function sessionOf(...request: Parameters<typeof assumeRole>): Promise<SessionCredentials> {
  const { status, xml, element } = await assumeRole(...request)
  if (status !== 200) throw new Error(xml)
  return {
    accessKeyId: element('AccessKeyId') ?? '',
    secretAccessKey: element('SecretAccessKey') ?? '',
    sessionToken: element('SessionToken') ?? '',
  }
}

/** A KMS client of one session that sends everything once. */
export const kmsOf = (endpoint: string, credentials: SessionCredentials, region = 'us-east-1'): KMSClient =>
  new KMSClient({ region, endpoint, maxAttempts: 1, credentials })
