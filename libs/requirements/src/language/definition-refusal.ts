/** Why a document is no definition: where, and what to do about it. */
export interface DefinitionRefusal {
  readonly code: DefinitionRefusalCode;
  /** Keys and array positions from the root of the document. */
  readonly path: readonly string[];
  /** The same as a JSON pointer (RFC 6901); empty for the document itself. */
  readonly pointer: string;
  readonly message: string;
}

export type DefinitionRefusalCode =
  | 'NOT_JSON'
  | 'TOO_LARGE'
  | 'TOO_DEEP'
  | 'FIELD_INVALID'
  | 'FIELD_MISSING'
  | 'FIELD_MISPLACED'
  | 'FIELD_UNKNOWN'
  | 'NAME_RESERVED'
  | 'NODE_KIND_UNKNOWN'
  | 'DATE_INVALID'
  | 'AMOUNT_INVALID'
  | 'NUMBER_OUT_OF_RANGE'
  | 'SHARING_UNDECLARED'
  | 'DUPLICATE_ID'
  | 'POLICY_CONTRADICTS';

export function refusalAt(code: DefinitionRefusalCode, path: readonly string[], message: string): DefinitionRefusal {
  return { code, path, pointer: path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''), message };
}
