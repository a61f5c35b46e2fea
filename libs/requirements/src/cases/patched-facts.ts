import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { CaseFile, Recorded } from './case-file.js';
import { mergePatch } from './merge-patch.js';

/** The parts of the schema that a patched object has to pass again. */
export type Part = 'award' | 'entry' | 'attestation' | 'exception' | 'achievement';

/** The first fact or achievement that a later change makes unsound; `check` says what is wrong with an object, and where in it. */
export function faultOfPatched({ achievements, cases }: CaseFile, check: (part: Part, patched: object) => string | undefined): string | undefined {
  for (const [id, { history = [], ...base }] of Object.entries(achievements)) {
    const changes = [...history].sort((a, b) => order(a.from, b.from)).map(({ set }) => set);
    const fault = faultAfter(base, changes, (patched) => check('achievement', patched));
    if (fault !== undefined) return `/achievements/${id}/history ${fault}`;
  }
  for (const [at, { awards, entries = [], attestations = [], exceptions = [] }] of cases.entries())
    for (const [part, list, facts] of [['award', 'awards', awards], ['entry', 'entries', entries], ['attestation', 'attestations', attestations], ['exception', 'exceptions', exceptions]] as const)
      for (const [index, fact] of facts.entries()) {
        const fault = faultOfRevised(fact, (patched) => check(part, patched));
        if (fault !== undefined) return `/cases/${at}/${list}/${index}/revisions ${fault}`;
      }
  return undefined;
}

function faultOfRevised({ revisions = [], ...fact }: Recorded, check: (patched: object) => string | undefined): string | undefined {
  const changes = [...revisions].sort((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt)).map(({ set }) => set);
  return faultAfter(fact, changes, check);
}

/** Each state on the way is one that a question may see. */
function faultAfter(base: object, changes: readonly object[], check: (patched: object) => string | undefined): string | undefined {
  let patched = base;
  for (const change of changes) {
    patched = mergePatch(patched, change);
    const fault = check(patched);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a schema finds first, with its place. */
export function faultIn(validate: ValidateFunction, value: unknown): string | undefined {
  if (validate(value)) return undefined;
  const [first] = validate.errors ?? [];
  return `${first?.instancePath || '/'} ${first?.message ?? ''}`;
}
