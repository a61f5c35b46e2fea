import { idOf, isObject, listOf, stringsOf, type Json, type JsonObject } from '../json/json.js';
import { usesDataModel1 } from './document-kind.js';
import { readInstant } from './instant.js';

/**
 * What the Verifiable Credentials Data Model, 2.0 or 1.1 as the first context has it, has against the document beyond its contexts;
 * each fault as half a sentence.
 */
export function dataModelFaults(document: JsonObject): string[] {
  const faults: string[] = [];
  const refuse = (fault: string, when: boolean) => void (when && faults.push(fault));
  refuse(
    'type does not include VerifiableCredential',
    !stringsOf(document['type']).includes('VerifiableCredential'),
  );
  refuse('id is not one address', document['id'] !== undefined && !isAddress(document['id']));
  refuse('issuer is neither an address nor an object with one', !isAddress(idOf(document['issuer'])));
  const subjects = listOf(document['credentialSubject']);
  refuse(
    'credentialSubject is missing or empty',
    !subjects.length || !subjects.every((s) => isObject(s) && Object.keys(s).length > 0),
  );
  const older = usesDataModel1(document);
  refuse('issuanceDate is missing', older && document['issuanceDate'] === undefined);
  for (const member of older ? ['issuanceDate', 'expirationDate'] : ['validFrom', 'validUntil']) {
    refuse(
      `${member} is not a date-time with a zone`,
      document[member] !== undefined && !readInstant(document[member]),
    );
  }
  for (const member of ['credentialStatus', 'refreshService', 'termsOfUse', 'evidence']) {
    refuse(`${member} has no type`, !listOf(document[member]).every(hasType));
  }
  refuse(
    'credentialSchema has no id or no type',
    !listOf(document['credentialSchema']).every((s) => hasType(s) && isAddress(idOf(s))),
  );
  refuse(
    'relatedResource has no id or no digest',
    !listOf(document['relatedResource']).every(isRelatedResource),
  );
  return faults;
}

function hasType(value: Json): boolean {
  return isObject(value) && stringsOf(value['type']).length > 0;
}

function isRelatedResource(value: Json): boolean {
  return (
    isObject(value) &&
    isAddress(value['id']) &&
    (typeof value['digestSRI'] === 'string' || typeof value['digestMultibase'] === 'string')
  );
}

function isAddress(value: Json | undefined): boolean {
  return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\S+$/i.test(value);
}
