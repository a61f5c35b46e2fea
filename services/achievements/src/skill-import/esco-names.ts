import { accepted, type Decision, refusal } from '@cairn/access';
import { textFault } from '../achievement-version/text-fault.js';
import type { ImportSkillFrameworkInput } from '../schema.types.js';
import type { EscoNames } from '../skill-format/esco-reader.js';
import { Faults } from '../skill-format/reading.js';
import { addressIn, languageIn } from '../skill-format/values.js';

/** What the caller says of tables that do not say it themselves. Other forms name themselves. */
export function escoNamesOf({ format, ...given }: Pick<ImportSkillFrameworkInput, 'format' | 'uri' | 'title' | 'language'>): Decision<EscoNames> {
  if (format !== 'ESCO' && (given.uri ?? given.title ?? given.language) != null) {
    return { ok: false, refusals: [refusal('INVALID_VALUE', 'A file of this form says itself what it is called; leave uri, title and language out.', 'format')] };
  }
  const { uri, title, language } = { uri: given.uri ?? 'http://data.europa.eu/esco/concept-scheme/skills', title: given.title ?? 'ESCO skills', language: given.language ?? 'en' };
  const faults = [
    ...(addressIn(uri, 'uri', new Faults()) === null ? [refusal('INVALID_VALUE', 'This is an http, https or urn address of at most 1,000 bytes.', 'uri')] : []),
    ...textFault(title, 300, ['title']),
    ...(languageIn(language, '') === '' ? [refusal('INVALID_VALUE', 'This is a BCP 47 language, for example `en`.', 'language')] : []),
  ];
  return faults.length > 0 ? { ok: false, refusals: faults } : accepted({ uri, title: title.trim(), language });
}
