export type LintCode =
  | 'CYCLE'
  | 'CIRCULAR_ANCHOR'
  | 'EMPTY_ANY'
  | 'N_TOO_LARGE'
  | 'UNSATISFIABLE'
  | 'VACUOUS'
  | 'SHARING_UNDECLARED'
  | 'UNKNOWN_REFERENCE'
  | 'DUPLICATE_ID'
  | 'UNIT_MISMATCH'
  | 'SELF_FEEDING'
  | 'REDUNDANT_NODE'
  | 'N_ZERO'
  | 'EMPTY_ALL'
  | 'CAP_BELOW_NEED'
  | 'UNREACHABLE_ORDER'
  | 'RETIRED_ACHIEVEMENT'
  | 'EMPTY_ELECTIVE'
  | 'SHORTENED_TEACH_OUT'
  | 'REPLACE_WITHOUT_DRY_RUN';

/** Something wrong or doubtful with a definition before it is published (pathways.md section 10). */
export interface LintFinding {
  readonly code: LintCode;
  /** An error refuses publication. */
  readonly level: 'error' | 'warning';
  /** Ids of the nodes concerned, as few as explain it; empty for the pathway itself. */
  readonly nodes: readonly string[];
  readonly message: string;
}

export const error = (code: LintCode, nodes: readonly string[], message: string): LintFinding => ({ code, level: 'error', nodes, message });

export const warning = (code: LintCode, nodes: readonly string[], message: string): LintFinding => ({ code, level: 'warning', nodes, message });
