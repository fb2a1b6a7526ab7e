/** Usages and algorithms of one key spec. */
export interface KeySpecFacts {
  readonly usages: readonly string[]
  readonly algorithms: Readonly<Record<string, readonly string[]>>
}

const RSA_SIGNING = ['RSASSA_PSS', 'RSASSA_PKCS1_V1_5'].flatMap((scheme) =>
  ['SHA_256', 'SHA_384', 'SHA_512'].map((hash) => `${scheme}_${hash}`),
)
const rsa: KeySpecFacts = {
  usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
  algorithms: { ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'], SIGN_VERIFY: RSA_SIGNING },
}
const nistCurve = (hash: string): KeySpecFacts => ({
  usages: ['SIGN_VERIFY', 'KEY_AGREEMENT'],
  algorithms: { SIGN_VERIFY: [`ECDSA_${hash}`], KEY_AGREEMENT: ['ECDH'] },
})
const signing = (...algorithms: readonly string[]): KeySpecFacts => ({
  usages: ['SIGN_VERIFY'],
  algorithms: { SIGN_VERIFY: algorithms },
})
const hmac = (hash: string): KeySpecFacts => ({
  usages: ['GENERATE_VERIFY_MAC'],
  algorithms: { GENERATE_VERIFY_MAC: [`HMAC_${hash}`] },
})
const mlKem: KeySpecFacts = {
  usages: ['ENCAPSULATE_DECAPSULATE'],
  algorithms: { ENCAPSULATE_DECAPSULATE: ['ML_KEM'] },
}

/** Key specs by name; the first usage of each is its default. */
export const KEY_SPECS: Readonly<Record<string, KeySpecFacts>> = {
  SYMMETRIC_DEFAULT: {
    usages: ['ENCRYPT_DECRYPT'],
    algorithms: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] },
  },
  RSA_2048: rsa,
  RSA_3072: rsa,
  RSA_4096: rsa,
  ECC_NIST_P256: nistCurve('SHA_256'),
  ECC_NIST_P384: nistCurve('SHA_384'),
  ECC_NIST_P521: nistCurve('SHA_512'),
  ECC_SECG_P256K1: signing('ECDSA_SHA_256'),
  ECC_NIST_EDWARDS25519: signing('ED25519_SHA_512', 'ED25519_PH_SHA_512'),
  SM2: {
    usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'KEY_AGREEMENT'],
    algorithms: { ENCRYPT_DECRYPT: ['SM2PKE'], SIGN_VERIFY: ['SM2DSA'], KEY_AGREEMENT: ['ECDH'] },
  },
  HMAC_224: hmac('SHA_224'),
  HMAC_256: hmac('SHA_256'),
  HMAC_384: hmac('SHA_384'),
  HMAC_512: hmac('SHA_512'),
  ML_DSA_44: signing('ML_DSA_SHAKE_256'),
  ML_DSA_65: signing('ML_DSA_SHAKE_256'),
  ML_DSA_87: signing('ML_DSA_SHAKE_256'),
  ML_KEM_512: mlKem,
  ML_KEM_768: mlKem,
  ML_KEM_1024: mlKem,
}

const ALGORITHM_MEMBERS: Readonly<Record<string, string>> = {
  ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
  SIGN_VERIFY: 'SigningAlgorithms',
  GENERATE_VERIFY_MAC: 'MacAlgorithms',
  KEY_AGREEMENT: 'KeyAgreementAlgorithms',
  ENCAPSULATE_DECAPSULATE: 'EncapsulationAlgorithms',
}

/** The member of KeyMetadata that lists the algorithms of this usage; empty for an unknown spec. */
export function algorithmMember(spec: string, usage: string): Record<string, readonly string[]> {
  const member = ALGORITHM_MEMBERS[usage]
  const algorithms = KEY_SPECS[spec]?.algorithms[usage]
  return member && algorithms ? { [member]: algorithms } : {}
}

// KMS does not report these newer specs in the deprecated CustomerMasterKeySpec.
const NOT_IN_CUSTOMER_MASTER_KEY_SPEC = /^(ML_|ECC_NIST_EDWARDS)/

export const customerMasterKeySpec = (spec: string) =>
  NOT_IN_CUSTOMER_MASTER_KEY_SPEC.test(spec) ? {} : { CustomerMasterKeySpec: spec }
