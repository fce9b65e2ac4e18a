/** The base URL of each of Google's APIs, without a slash at the end. */
export interface ServiceUrls {
  readonly securityTokens: string;
  readonly iamCredentials: string;
  readonly resourceManager: string;
  readonly logging: string;
  readonly storage: string;
  readonly secretManager: string;
  readonly kms: string;
  readonly run: string;
  readonly iam: string;
}

const GOOGLE: ServiceUrls = {
  securityTokens: 'https://sts.googleapis.com',
  iamCredentials: 'https://iamcredentials.googleapis.com',
  resourceManager: 'https://cloudresourcemanager.googleapis.com',
  logging: 'https://logging.googleapis.com',
  storage: 'https://storage.googleapis.com',
  secretManager: 'https://secretmanager.googleapis.com',
  kms: 'https://cloudkms.googleapis.com',
  run: 'https://run.googleapis.com',
  iam: 'https://iam.googleapis.com',
};

/** Returns the base URLs. @param endpoint one origin that serves every Google API, the sandbox; absent: Google's own */
export function serviceUrls(endpoint: string | undefined): ServiceUrls {
  if (endpoint === undefined) return GOOGLE;
  const { origin } = new URL(endpoint);
  return {
    securityTokens: origin,
    iamCredentials: origin,
    resourceManager: origin,
    logging: origin,
    storage: origin,
    secretManager: origin,
    kms: origin,
    run: origin,
    iam: origin,
  };
}
