import * as accreditation from './accreditation.js';
import * as achievement from './achievement.js';
import * as award from './award.js';
import * as bulkOperation from './bulk-operation.js';
import * as consent from './consent.js';
import * as credential from './credential.js';
import * as credit from './credit.js';
import * as earner from './earner.js';
import * as endorsement from './endorsement.js';
import { type EventContract, envelope, type Envelope } from './envelope.js';
import * as foreignCredential from './foreign-credential.js';
import * as grant from './grant.js';
import * as issuer from './issuer.js';
import * as mandate from './mandate.js';
import * as pathway from './pathway.js';
import * as roster from './roster.js';
import * as share from './share.js';
import * as skillFramework from './skill-framework.js';
import * as submission from './submission.js';
import * as tenant from './tenant.js';

const modules: Record<string, unknown>[] = [
  tenant, issuer, grant, mandate, achievement, earner, consent, award, submission, roster, skillFramework, pathway, credential,
  share, foreignCredential, endorsement, accreditation, credit, bulkOperation,
];

const isContract = (value: unknown): value is EventContract =>
  typeof value === 'object' && value !== null && 'topic' in value && 'schema' in value;

/** Every event contract of the registry, by type. */
export const catalogue: ReadonlyMap<string, EventContract> = new Map(
  modules.flatMap((module) => Object.values(module).filter(isContract)).map((contract) => [contract.type, contract]),
);

/** Every topic of the registry. */
export const topics: readonly string[] = [...new Set([...catalogue.values()].map(({ topic }) => topic))].sort();

export type ReadEvent = { ok: true; event: Envelope; contract: EventContract } | { ok: false; reason: string };

/** Believes nothing: parses the envelope and the data of bytes from a topic. */
export function readEvent(text: string): ReadEvent {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'not JSON' };
  }
  const outer = envelope.safeParse(document);
  if (!outer.success) return { ok: false, reason: `envelope: ${outer.error.issues[0]?.message ?? 'invalid'}` };
  const contract = catalogue.get(outer.data.type);
  if (!contract) return { ok: false, reason: `unknown type ${outer.data.type}` };
  const data = contract.schema.safeParse(outer.data.data);
  if (!data.success) {
    const issue = data.error.issues[0];
    return { ok: false, reason: `data: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'invalid'}` };
  }
  return { ok: true, event: { ...outer.data, data: data.data }, contract };
}
