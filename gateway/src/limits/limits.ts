/** The numbers we promise (api.md section 3). */
export const limits = {
  depth: 12,
  aliases: 30,
  tokens: 2_000,
  directives: 20,
  rootFields: 20,
  /** `first` of a connection, and length of `ids`. */
  pageSize: 100,
  /** Objects in an answer, computed before running. */
  nodes: 25_000,
  bodyBytes: 100 * 1024,
  /** Levels of the JSON in `variables`. */
  variablesDepth: 20,
} as const;
