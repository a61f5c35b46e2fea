/** JSON as documents of issuers and lists are served, `text/plain` included: many hosts know no better. */
export const jsonTypes = ['application/json', 'application/ld+json', 'application/did+json', 'application/did+ld+json', 'application/jwk+json', 'application/jwk-set+json', 'text/plain'];

/** Credentials as JSON and as compact text. */
export const credentialTypes = [
  ...jsonTypes,
  'application/vc+ld+json',
  'application/vc',
  'application/vc+jwt',
  'application/vc+ld+json+jwt',
  'application/jwt',
  'application/jose',
  'application/dc+sd-jwt',
  'application/vc+sd-jwt',
];

export const imageTypes = ['image/png', 'image/svg+xml'];
