import {
  achievementCredentialFaults,
  clrCredentialFaults,
  endorsementCredentialFaults,
  type SchemaCheck,
} from './bundled-schemas.js';

/** A schema that documents name by address and that is at hand, under every address 1EdTech has given it. */
export function knownSchema(address: unknown): SchemaCheck | undefined {
  return typeof address === 'string' ? KNOWN.get(address) : undefined;
}

const JSON_SCHEMAS = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0';

const KNOWN: ReadonlyMap<string, SchemaCheck> = new Map([
  [`${JSON_SCHEMAS}_achievementcredential_schema.json`, achievementCredentialFaults],
  // "Any": in the 1.1 or in the 2.0 data model, which the caller has already brought to one form.
  [`${JSON_SCHEMAS}_anyachievementcredential_schema.json`, achievementCredentialFaults],
  ['https://purl.imsglobal.org/spec/ob/v3p0/schema/achievementcredential.json', achievementCredentialFaults],
  [`${JSON_SCHEMAS}_endorsementcredential_schema.json`, endorsementCredentialFaults],
  [`${JSON_SCHEMAS}_anyendorsementcredential_schema.json`, endorsementCredentialFaults],
  ['https://purl.imsglobal.org/spec/ob/v3p0/schema/endorsementcredential.json', endorsementCredentialFaults],
  [
    'https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json',
    clrCredentialFaults,
  ],
]);
