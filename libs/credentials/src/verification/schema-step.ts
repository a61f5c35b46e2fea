import { achievementCredentialFaults, endorsementCredentialFaults, clrCredentialFaults, type SchemaCheck } from '../schemas/bundled-schemas.js';
import { isObject, listOf, type JsonObject } from '../json/json.js';
import { knownSchema } from '../schemas/known-schemas.js';
import { dataModelFaults } from './data-model.js';
import { inDataModel2, isEndorsement, isLearnerRecord, isOpenBadge } from './document-kind.js';
import type { ReadCredential } from './read-credential.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('schema');

/** Step 3. The data model's own rules, the schemas of the document's types, and any schema it names. */
export function schemaStep({ format, document }: ReadCredential): StepResult {
  if (format === 'SD_JWT' && document['@context'] === undefined) return plainFinding(document);
  const [fault] = dataModelFaults(document);
  if (fault) return report.invalid('DATA_MODEL_NOT_MET', `Verifiable Credentials: ${fault}.`);
  const comparable = withOneStatus(format, inDataModel2(document));
  for (const { name, check } of schemasOfTypes(document)) {
    const [first] = check(comparable);
    if (first)
      return report.invalid('SCHEMA_NOT_MET', `${name} schema at ${first.path || '/'}: ${first.message}.`);
  }
  if (isOpenBadge(document) && !hasSubject(document))
    return report.invalid('SUBJECT_MISSING', 'The subject has neither an id nor an identifier.');
  return namedFinding(document, comparable);
}

/** Open Badges has room for one status. As `vc+jwt`, which it does not describe, a badge may have one for each purpose. */
function withOneStatus(format: ReadCredential['format'], document: JsonObject): JsonObject {
  const { credentialStatus: statuses } = document;
  return format === 'VC_JOSE' && Array.isArray(statuses) && statuses[0] !== undefined
    ? { ...document, credentialStatus: statuses[0] }
    : document;
}

/** Every schema the document names is at hand and met. */
function namedFinding(document: JsonObject, comparable: JsonObject): StepResult {
  const named = listOf(document['credentialSchema']).filter(isObject);
  for (const { id } of named) {
    const [first] = knownSchema(id)?.(comparable) ?? [];
    if (first)
      return report.invalid(
        'SCHEMA_NOT_MET',
        `The schema ${String(id)} at ${first.path || '/'}: ${first.message}.`,
      );
  }
  const other = named.find(({ id }) => !knownSchema(id));
  return other
    ? report.unknown(
        'SCHEMA_NOT_BUNDLED',
        `The document names the schema ${String(other['id'])}, which is not bundled.`,
      )
    : report.valid('SCHEMA_MET', 'The document has the shape its types demand.');
}

/** SD-JWT VC (draft 13) §3.2.2: a type by its name, and an issuer. */
function plainFinding({ vct, iss }: JsonObject): StepResult {
  if (typeof vct !== 'string' || !vct)
    return report.invalid('DATA_MODEL_NOT_MET', 'SD-JWT VC: vct is missing.');
  if (typeof iss !== 'string' || !iss)
    return report.invalid('DATA_MODEL_NOT_MET', 'SD-JWT VC: iss is missing.');
  return report.valid('SCHEMA_MET', 'The document has the members an SD-JWT VC must have.');
}

function schemasOfTypes(document: JsonObject): { name: string; check: SchemaCheck }[] {
  return [
    ...(isOpenBadge(document) ? [{ name: 'Open Badges 3.0', check: achievementCredentialFaults }] : []),
    ...(isEndorsement(document)
      ? [{ name: 'Open Badges 3.0 endorsement', check: endorsementCredentialFaults }]
      : []),
    ...(isLearnerRecord(document) ? [{ name: 'CLR 2.0', check: clrCredentialFaults }] : []),
  ];
}

function hasSubject(document: JsonObject): boolean {
  return listOf(document['credentialSubject']).every(
    (subject) =>
      isObject(subject) && (typeof subject['id'] === 'string' || listOf(subject['identifier']).length > 0),
  );
}
