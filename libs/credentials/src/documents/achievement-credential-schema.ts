import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import * as formats from 'ajv-formats';
import type { JsonObject } from '../json/json.js';

export interface SchemaFault {
  /** JSON Pointer into the document. */
  path: string;
  message: string;
}

const FAULTS_MAX = 20;

/** What 1EdTech's AchievementCredential schema (Open Badges 3.0, draft 2019-09) has against the document; empty when nothing. */
export function achievementCredentialFaults(document: JsonObject): SchemaFault[] {
  if (validate(document)) return [];
  return (validate.errors ?? []).slice(0, FAULTS_MAX).map(({ instancePath, message }) => ({
    path: instancePath,
    message: message ?? 'does not fit the schema',
  }));
}

const validate = compile();

function compile() {
  const ajv = new Ajv2019({ strict: false, allErrors: false });
  formats.default.default(ajv);
  const file = new URL('../../schemas/ob_v3p0_achievementcredential_schema.json', import.meta.url);
  return ajv.compile<JsonObject>(JSON.parse(readFileSync(file, 'utf8')));
}
