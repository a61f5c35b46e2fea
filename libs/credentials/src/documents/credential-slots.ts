import { isObject, listOf, type JsonObject } from '../json/json.js';
import { wholeSeconds } from '../proofs/data-integrity.js';
import type { CredentialDetails, EvidenceDetails, ResultDetails } from './credential-details.js';

/** What differs from earner to earner within one achievement and issuer. */
export interface CredentialSlots {
  /** Which slots there are; numbers and terms of a vocabulary count as such. */
  readonly key: string;
  /** In the order of `slotLeaves`. */
  readonly texts: string[];
}

export function slotsOf(details: CredentialDetails): CredentialSlots {
  const { validUntil, results = [], evidence = [], creditsEarned, status } = details;
  const texts = [details.credentialId, wholeSeconds(details.validFrom)];
  if (validUntil) texts.push(wholeSeconds(validUntil));
  texts.push(wholeSeconds(details.awardedDate), details.subjectId);
  let key = `${validUntil ? 'until' : ''};${creditsEarned};${status?.purpose};`;
  for (const result of results) key += membersOf(result, texts);
  for (const one of evidence) key += membersOf(one, texts);
  if (status) texts.push(`${status.listUrl}#${status.index}`, String(status.index), status.listUrl);
  return { key, texts };
}

/** Adds the texts of a result or evidence; tells which there are. */
function membersOf(one: ResultDetails | EvidenceDetails, texts: string[]): string {
  let key = '{';
  for (const [name, value] of Object.entries(one) as [string, string | null | undefined][]) {
    if (value === undefined || value === null) continue;
    key += `${name},`;
    if (isTerm(name)) key += `${value},`;
    else texts.push(value);
  }
  return key;
}

/** A result's status is one of a few words. */
const isTerm = (name: string): boolean => name === 'status';

/** Where the texts of the slots stand in the unsigned document. */
export function slotLeaves(document: JsonObject): [holder: JsonObject, member: string][] {
  const { credentialSubject, credentialStatus } = document;
  const leaves: [JsonObject, string][] = ['id', 'validFrom', 'validUntil', 'awardedDate'].flatMap((member) =>
    document[member] === undefined ? [] : [[document, member] as [JsonObject, string]],
  );
  const subject = isObject(credentialSubject) ? credentialSubject : {};
  leaves.push([subject, 'id']);
  for (const one of [...listOf(subject['result']), ...listOf(document['evidence'])]) {
    if (!isObject(one)) continue;
    for (const member of Object.keys(one)) if (member !== 'type' && !isTerm(member)) leaves.push([one, member]);
  }
  if (isObject(credentialStatus)) for (const member of ['id', 'statusListIndex', 'statusListCredential']) leaves.push([credentialStatus, member]);
  return leaves;
}
