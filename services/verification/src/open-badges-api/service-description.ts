import { badgeScopes, type BadgeScope } from '@cairn/access';

/** What the document tells of whoever runs the registry. */
export interface HostFacts {
  /** Where the registry is reached, without a slash at the end. */
  readonly publicUrl: string;
  /** Address of this host's API. */
  readonly base: string;
  /** Whose backpacks they are. */
  readonly name: string;
  readonly termsUrl: string;
  readonly privacyUrl: string;
}

const words: Readonly<Record<BadgeScope, string>> = {
  [badgeScopes[0]]: 'Permission to read AchievementCredentials for the authenticated entity.',
  [badgeScopes[1]]: 'Permission to create or update AchievementCredentials for the authenticated entity.',
  [badgeScopes[2]]: 'Permission to read the profile for the authenticated entity.',
  [badgeScopes[3]]: 'Permission to update the profile for the authenticated entity.',
};

/** The Service Description Document of Open Badges 3.0, section 6.3: OpenAPI 3.0 with the addresses of the OAuth server. */
export function serviceDescription({ publicUrl, base, name, termsUrl, privacyUrl }: HostFacts): object {
  const oidc = `${publicUrl}/oidc`;
  return {
    openapi: '3.0.1',
    info: { title: `Open Badges of ${name}`, version: '3.0', description: 'Backpacks of earners, by Open Badges 3.0.', termsOfService: termsUrl, 'x-imssf-privacyPolicyUrl': privacyUrl },
    servers: [{ url: base }],
    paths: {
      '/discovery': { get: { operationId: 'getServiceDescription', summary: 'This document.', responses: { 200: ok('ServiceDescriptionDocument'), default: failed } } },
      '/credentials': {
        get: {
          operationId: 'getCredentials',
          summary: 'The credentials of whoever let the client in, his own of this registry and those from elsewhere.',
          security: scope(0),
          parameters: [
            parameter('limit', { type: 'integer', minimum: 1, maximum: 100, default: 20 }, 'How many at most.'),
            parameter('offset', { type: 'integer', minimum: 0, maximum: 10_000, default: 0 }, 'How many to leave out.'),
            parameter('since', { type: 'string', format: 'date-time' }, 'Only those issued after. Revocations do not show; ask again for the whole list.'),
          ],
          responses: { 200: { ...ok('GetOpenBadgeCredentialsResponse'), headers: { 'X-Total-Count': header('integer'), Link: header('string') } }, default: failed },
        },
        post: {
          operationId: 'upsertCredential',
          summary: 'Takes a credential into the backpack. It is kept as it came, checked, and never becomes an award of this registry.',
          security: scope(1),
          requestBody: { required: true, content: credentialContent },
          responses: { 200: { description: 'One of the same issuer and id was there; the better and newer is returned.', content: credentialContent }, 201: { description: 'It is new.', content: credentialContent }, default: failed },
        },
      },
      '/profile': {
        get: { operationId: 'getProfile', summary: 'The profile of whoever let the client in.', security: scope(2), responses: { 200: ok('Profile'), default: failed } },
        put: { operationId: 'putProfile', summary: 'Puts a profile in its place.', security: scope(3), requestBody: { required: true, content: json('Profile') }, responses: { 200: ok('Profile'), default: failed } },
      },
    },
    components: {
      securitySchemes: {
        OAuth2ACG: {
          type: 'oauth2',
          description: 'OAuth 2.0 Authorization Code Grant authorization, with PKCE (S256)',
          'x-imssf-name': name,
          'x-imssf-privacyPolicyUrl': privacyUrl,
          'x-imssf-registrationUrl': `${oidc}/reg`,
          'x-imssf-termsOfServiceUrl': termsUrl,
          flows: {
            authorizationCode: { tokenUrl: `${oidc}/token`, authorizationUrl: `${oidc}/auth`, refreshUrl: `${oidc}/token`, 'x-imssf-revocationUrl': `${oidc}/token/revocation`, scopes: words },
          },
        },
      },
      schemas: {
        AchievementCredential: { type: 'object', description: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json' },
        CompactJws: { type: 'string', pattern: '^[-A-Za-z0-9_]+\\.[-A-Za-z0-9_]+\\.[-A-Za-z0-9_]+$' },
        GetOpenBadgeCredentialsResponse: {
          type: 'object',
          properties: { credential: list('AchievementCredential'), compactJwsString: list('CompactJws') },
        },
        Profile: { type: 'object', description: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_profile_schema.json', required: ['id', 'type'] },
        ServiceDescriptionDocument: { type: 'object' },
        Imsx_StatusInfo: { type: 'object', required: ['imsx_codeMajor', 'imsx_severity'] },
      },
    },
  };
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (name: string) => ({ type: 'array', items: ref(name) });
const json = (name: string) => ({ 'application/json': { schema: ref(name) } });
const ok = (name: string) => ({ description: 'Done.', content: json(name) });
const failed = { description: 'It was refused.', content: json('Imsx_StatusInfo') };
const header = (type: string) => ({ schema: { type } });
const scope = (at: 0 | 1 | 2 | 3) => [{ OAuth2ACG: [badgeScopes[at]] }];
const parameter = (name: string, schema: object, description: string) => ({ name, in: 'query', required: false, schema, description });
const credentialContent = { ...json('AchievementCredential'), 'text/plain': { schema: ref('CompactJws') } };
