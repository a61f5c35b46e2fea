import { ACHIEVEMENT_CREDENTIAL_SCHEMA } from '../documents/achievement-credential.js';
import { achievementCredentialFaults } from '../documents/achievement-credential-schema.js';
import { isObject, listOf, type JsonObject } from '../json/json.js';
import { dataModelFaults } from './data-model.js';
import { isOpenBadge, usesDataModel1 } from './document-kind.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('schema');

/** Step 3. The data model's own rules, the Open Badges schema, and any schema the document names. */
export function schemaStep(document: JsonObject): StepResult {
  if (usesDataModel1(document)) {
    return report.unknown(
      'DATA_MODEL_NOT_SUPPORTED',
      'The document follows Verifiable Credentials 1.1, which is not read yet.',
    );
  }
  const [fault] = dataModelFaults(document);
  if (fault) return report.invalid('DATA_MODEL_NOT_MET', `Verifiable Credentials 2.0: ${fault}.`);
  if (isOpenBadge(document)) {
    const [first] = achievementCredentialFaults(document);
    if (first)
      return report.invalid(
        'SCHEMA_NOT_MET',
        `Open Badges 3.0 schema at ${first.path || '/'}: ${first.message}.`,
      );
    if (!hasSubject(document))
      return report.invalid('SUBJECT_MISSING', 'The subject has neither an id nor an identifier.');
  }
  const other = listOf(document['credentialSchema']).find(
    (schema) => isObject(schema) && schema['id'] !== ACHIEVEMENT_CREDENTIAL_SCHEMA,
  );
  if (isObject(other))
    return report.unknown(
      'SCHEMA_NOT_BUNDLED',
      `The document names the schema ${String(other['id'])}, which is not bundled.`,
    );
  return report.valid('SCHEMA_MET', 'The document has the shape its types demand.');
}

function hasSubject(document: JsonObject): boolean {
  return listOf(document['credentialSubject']).every(
    (subject) =>
      isObject(subject) && (typeof subject['id'] === 'string' || listOf(subject['identifier']).length > 0),
  );
}
