/** The numbers we promise (api.md section 3). */
export const limits = {
  depth: 12,
  aliases: 30,
  tokens: 2_000,
  directives: 20,
  rootFields: 20,
  /** `first` of a connection, and length of `ids`. */
  pageSize: 100,
  /** Items of one list in the input. */
  inputList: 250,
  /** Objects in an answer, computed before running. */
  nodes: 25_000,
  /** Points of an operation, computed before running. */
  points: 1_000,
  /** Points of a mutation, to which one is added for each item of its input lists. */
  mutationPoints: 10,
  /** Points of `__schema` and `__type` each. */
  introspectionPoints: 50,
  /** Levels of fields from `__schema` and `__type` on; the usual introspection of tools has 15. */
  introspectionDepth: 16,
  /** Uses of fields in one operation that try a secret or a proof (see sensitive-fields.ts). */
  sensitiveFields: 5,
  bodyBytes: 100 * 1024,
  /** Levels of the JSON in `variables`. */
  variablesDepth: 20,
  /** Of a body in which a definition or document of a pathway makes the difference; callers of a tenant only. */
  longBodyBytes: 1024 * 1024,
  /** Levels of the JSON in `variables` with a definition in it: the language has 32, of two levels each, and selectors below. */
  longVariablesDepth: 80,
  /** Values in the definitions of an operation. */
  definitionValues: 100_000,
} as const;
