/** Events in the shapes that AWS documents. */

export const ACCOUNT = '111122223333'
export const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
export const KEY_ARN = `arn:aws:kms:us-west-2:${ACCOUNT}:key/${KEY_ID}`

/** The event that KMS sends when it has rotated a key. */
export const rotationEvent = (members: object = {}) => ({
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'KMS CMK Rotation',
  source: 'aws.kms',
  account: ACCOUNT,
  time: '2025-05-23T03:11:54Z',
  region: 'us-west-2',
  resources: [KEY_ARN],
  detail: {
    'key-id': KEY_ID,
    'key-origin': 'AWS_KMS',
    'rotation-type': 'ON_DEMAND',
    'previous-key-material-id': '123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0',
    'current-key-material-id': '96083e4fb6dbc41d77578a213a6b6669c044dd4c143e96755396d2bf11fd6068',
  },
  ...members,
})

/** The event of an API call, from CloudTrail. */
export const apiCallEvent = (eventName: string, detail: object = {}) => ({
  version: '0',
  id: 'c2f8a7e4-3f0e-4a8c-9c64-7a8a5f1b3f11',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.kms',
  account: ACCOUNT,
  time: '2024-02-20T17:41:57Z',
  region: 'us-west-2',
  resources: [],
  detail: {
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'EX_PRINCIPAL_ID',
      arn: `arn:aws:iam::${ACCOUNT}:user/Alice`,
      accountId: ACCOUNT,
      accessKeyId: 'EXAMPLE_KEY_ID',
      userName: 'Alice',
    },
    eventTime: '2024-02-20T17:41:57Z',
    eventSource: 'kms.amazonaws.com',
    eventName,
    awsRegion: 'us-west-2',
    sourceIPAddress: '192.0.2.0',
    userAgent: 'AWS Internal',
    requestParameters: { keyId: KEY_ID },
    responseElements: { keyId: KEY_ARN },
    requestID: '9e1dee86-eb84-42fd-8f25-e3fc7dbb32c8',
    eventID: '00a09fbc-20d6-4a58-9b92-7da85984ab77',
    readOnly: false,
    resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: KEY_ARN }],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.2',
      cipherSuite: 'ECDHE-RSA-AES256-GCM-SHA384',
      clientProvidedHostHeader: 'kms.us-west-2.amazonaws.com',
    },
    ...detail,
  },
})
