import type { Solver } from '../assignment/solver.js';
import type { CivilDate } from '../civil-date.js';
import type { World } from '../facts/facts.js';
import type { Pathway, Versioning } from '../language/pathway.js';
import type { LintCode } from '../lint/finding.js';
import { lintPathway } from '../lint/lint-pathway.js';
import type { Case, CaseFile } from './case-file.js';

/** What is linted: the versions of one pathway, beside the other pathways of the file, all after the variant and with their ids. */
export interface Linted {
  readonly file: CaseFile;
  readonly versions: readonly Pathway[];
  readonly others: readonly Pathway[];
  /** The case whose enrolments are open on the day. */
  readonly one: Case;
  readonly asOf: CivilDate;
}

/** The lint codes of a pathway in a case file, errors and warnings together, each once, in order (case-format.md, section 4). */
export function lintCodes({ file, versions, others, one, asOf }: Linted, world: World, solver: Solver): LintCode[] {
  const ids = new Set([...versions, ...others].map(({ id }) => id));
  const open = openVersions(versions, one, asOf, others.length === 0);
  const found = versions.flatMap((version) =>
    lintPathway(version, {
      world,
      solver,
      catalogue: Object.keys(file.achievements),
      knownAchievements: (achievement) => (Object.hasOwn(file.achievements, achievement) ? 'published' : 'unknown'),
      knowsPathway: (id) => ids.has(id),
      siblings: others,
      versions: versions
        .filter((other) => other !== version)
        .map(({ version: number = 1, versioning }) => ({ number, teachOutUntil: versioning?.teachOutUntil ?? null, hasOpenEnrolments: open.has(number) })),
    }),
  );
  return [...new Set(found.map(({ code }) => code))].sort();
}

/** The versions that somebody is enrolled in on the day. */
function openVersions(versions: readonly Pathway[], { enrolment, enrolments = [] }: Case, asOf: CivilDate, isOnly: boolean): ReadonlySet<number> {
  const id = versions[0]?.id;
  const own = [...(enrolment ? [enrolment] : []), ...enrolments].filter(({ pathway }) => pathway === id || (pathway === undefined && isOnly));
  return new Set(
    own
      .filter(({ enrolledOn, withdrawnOn }) => enrolledOn <= asOf && !(withdrawnOn && withdrawnOn <= asOf))
      .flatMap(({ version, enrolledOn }) => version ?? highestOpen(versions, enrolledOn) ?? []),
  );
}

function highestOpen(versions: readonly Pathway[], day: CivilDate): number | undefined {
  const isOpen = ({ enrolFrom, enrolUntil }: Versioning, publishedOn: CivilDate = '0000-01-01') => (enrolFrom ?? publishedOn) <= day && (enrolUntil === undefined || day < enrolUntil);
  const numbers = versions.filter(({ versioning = {}, publishedOn }) => isOpen(versioning, publishedOn)).map(({ version = 1 }) => version);
  return numbers.length > 0 ? Math.max(...numbers) : undefined;
}
