import { idOf, type JsonObject } from '../json/json.js';
import { statusesOf, type FoundStatus, type StatusPurpose } from '../status/status-entry.js';
import { readStatusList } from '../status/status-list-credential.js';
import type { FoundDocument, IssuerEvidence, StatusObservation } from '../verification/evidence.js';
import { verifyCredential } from '../verification/verify-credential.js';
import type { DocumentSource } from './document-source.js';
import { foundJson } from './found-json.js';
import { readRevocationList } from './revocation-list.js';

/** Each entry costs a look at a list; a credential has two at most. */
const ENTRIES_MAX = 4;

/**
 * What the status lists that a document names say of it. A Bitstring list counts only if its own proof holds under the issuer's
 * keys and its issuer is the credential's; a list that somebody else signed settles nothing.
 */
export async function gatherStatus(document: JsonObject, issuer: IssuerEvidence, source: DocumentSource): Promise<StatusObservation[]> {
  const asked = statusesOf(document).filter((entry) => 'listUrl' in entry).slice(0, ENTRIES_MAX);
  const purposes = asked.filter(({ purpose }) => purpose === 'revocation' || purpose === 'suspension');
  return Promise.all(purposes.map((entry) => observe(entry, document, issuer, source)));
}

type ListEntry = Extract<FoundStatus, { listUrl: string }>;

async function observe(entry: ListEntry, document: JsonObject, issuer: IssuerEvidence, source: DocumentSource): Promise<StatusObservation> {
  const found = await source.read(entry.listUrl, 'STATUS_LIST');
  const about = {
    source: 'STATUS_LIST' as const,
    purpose: entry.purpose as StatusPurpose,
    listUrl: entry.listUrl,
    ...(entry.kind === 'BITSTRING' && { index: entry.index }),
    observedAt: found.observedAt,
  };
  if (found.outcome !== 'READ') return { ...about, outcome: 'NOT_OBTAINABLE', detail: found.detail };
  if (entry.kind === 'REVOCATION_LIST') {
    const list = foundJson(found);
    return list.ok ? { ...about, ...readRevocationList(list.value, document) } : { ...about, outcome: 'NOT_OBTAINABLE', detail: list.detail };
  }
  const list = await provenList(found, document, issuer);
  return list.ok ? { ...about, ...readStatusList(list.value, entry) } : { ...about, outcome: list.outcome, detail: list.detail };
}

type Proven = { ok: true; value: JsonObject } | { ok: false; outcome: 'LIST_INVALID' | 'NOT_OBTAINABLE'; detail: string };

/** Steps a list must pass like any credential; its own status and schema are not asked. */
const LIST_STEPS = ['parse', 'proof', 'issuerKey', 'issuerIdentity', 'validity'];

async function provenList(found: FoundDocument & { outcome: 'READ' }, document: JsonObject, issuer: IssuerEvidence): Promise<Proven> {
  const { document: list, steps } = await verifyCredential(found.body, { issuer, status: [] }, { asOf: found.observedAt });
  if (!list) return { ok: false, outcome: 'LIST_INVALID', detail: 'it is not a credential' };
  if (idOf(list['issuer']) === undefined || idOf(list['issuer']) !== idOf(document['issuer']))
    return { ok: false, outcome: 'NOT_OBTAINABLE', detail: 'the list found there is of another issuer' };
  const counted = steps.filter(({ step }) => LIST_STEPS.includes(step));
  const bad = counted.find(({ step, outcome }) => outcome === 'INVALID' && step !== 'validity');
  if (bad) return { ok: false, outcome: 'LIST_INVALID', detail: `its own check says ${bad.code}` };
  const open = counted.find(({ outcome }) => outcome === 'INVALID' || outcome === 'UNKNOWN');
  if (open) return { ok: false, outcome: 'NOT_OBTAINABLE', detail: `the list found there is not proven, its own check says ${open.code}` };
  return { ok: true, value: list };
}
