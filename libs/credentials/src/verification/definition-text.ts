import { digestOfJson } from '../contexts/bundled-contexts.js';
import { isObject, type Json, type JsonObject } from '../json/json.js';

/** The words that make a definition what it is, whatever else a document says of it. */
export interface DefinitionText {
  name: string;
  description: string;
  /** Narrative of the criteria; null when there is only an address. */
  criteria: string | null;
}

/** Hex SHA-256 over the words; equal for all documents that name the same version of a definition. */
export function definitionDigest({ name, description, criteria }: DefinitionText): string {
  return digestOfJson({ name, description, criteria });
}

/** The achievement in a document; undefined when it has none with a name and a description. */
export function definitionIn(document: JsonObject): (DefinitionText & { id: string | undefined; creator: Json | undefined }) | undefined {
  const subject = document['credentialSubject'];
  const achievement = isObject(subject) ? subject['achievement'] : undefined;
  if (!isObject(achievement)) return undefined;
  const { id, name, description, criteria, creator } = achievement;
  if (typeof name !== 'string' || typeof description !== 'string') return undefined;
  const narrative = isObject(criteria) ? criteria['narrative'] : undefined;
  return {
    id: typeof id === 'string' ? id : undefined,
    name,
    description,
    criteria: typeof narrative === 'string' ? narrative : null,
    creator,
  };
}
