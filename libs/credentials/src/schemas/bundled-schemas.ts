import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import * as formats from 'ajv-formats';
import type { JsonObject } from '../json/json.js';

export interface SchemaFault {
  /** JSON Pointer into the document. */
  path: string;
  message: string;
}

export type SchemaCheck = (document: JsonObject) => SchemaFault[];

const FAULTS_MAX = 20;
const FILES = ['ob_v3p0_achievementcredential_schema.json', 'clr_v2p0_clrcredential.json'];
const ACHIEVEMENT_CREDENTIAL =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

/** What 1EdTech's AchievementCredential schema (Open Badges 3.0, draft 2019-09) has against the document; empty when nothing. */
export const achievementCredentialFaults = checkBy(ACHIEVEMENT_CREDENTIAL);

/** What the same schema, which embeds endorsements, has against an EndorsementCredential. */
export const endorsementCredentialFaults = checkBy(`${ACHIEVEMENT_CREDENTIAL}#/$defs/EndorsementCredential`);

/**
 * What the data model of CLR 2.0 has against a ClrCredential; empty when nothing. 1EdTech publishes no schema, so this one is our
 * reading of the specification, with the parts it shares with Open Badges 3.0 taken from 1EdTech's schema. What is nested is not
 * looked into: each nested credential is judged as one of its own.
 */
export const clrCredentialFaults = checkBy('urn:cairn:schema:clr-credential-2.0');

/** A check by one of the bundled schemas, compiled at its first use: that takes long, and few processes need them all. */
function checkBy($ref: string): SchemaCheck {
  let validate: ReturnType<typeof compile> | undefined;
  return (document) => {
    validate ??= compile($ref);
    if (validate(document)) return [];
    return (validate.errors ?? []).slice(0, FAULTS_MAX).map(({ instancePath, message }) => ({
      path: instancePath,
      message: message ?? 'does not fit the schema',
    }));
  };
}

let reader: Ajv2019 | undefined;

function compile($ref: string) {
  // Compiled plainly: a tenth of the time, during which a process can do nothing else. The schemas are ours and pinned.
  reader ??= withBundled(
    new Ajv2019({ strict: false, validateSchema: false, inlineRefs: false, code: { optimize: false } }),
  );
  return reader.compile<JsonObject>({ $ref });
}

function withBundled(ajv: Ajv2019): Ajv2019 {
  formats.default.default(ajv);
  for (const file of FILES)
    ajv.addSchema(
      JSON.parse(readFileSync(new URL(`../../schemas/${file}`, import.meta.url), 'utf8')) as object,
    );
  return ajv;
}
