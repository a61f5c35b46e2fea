import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { evaluate } from './evaluate.js';
import {
  courseId,
  namesEachCourseOnce,
  nodeOf,
  usesOnlyConditions,
  type AuditProgramme,
} from './testing/degree-audit.js';
import { aPathway, held } from './testing/pathway-builder.js';

/** Real degree programmes beside the repository; not copied into it. */
const data = new URL('../../../../shared/data/degree-audit/audit-dev-sample.jsonl.gz', import.meta.url);

describe('real degree programmes', () => {
  if (!existsSync(data)) {
    it.skip('agree with their published outcomes (skipped: the data folder ../shared/data/degree-audit is not there)', () =>
      undefined);
    return;
  }
  const programmes = gunzipSync(readFileSync(data))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditProgramme);
  const judge = (sections: AuditProgramme['sections'], { awards }: AuditProgramme['cases'][number]) =>
    evaluate({
      definition: aPathway(sections.map((section, at) => nodeOf(section, `s${at}`))),
      enrolment: null,
      awards: awards.map((award, at) => held(`w${at}`, courseId(award), '2025-01-01')),
      asOf: '2025-12-31',
    });

  it('agree section by section wherever a section needs no credits, no ranges and no course twice', () => {
    let sections = 0;
    let unmet = 0;
    for (const { pid, sections: all, cases } of programmes)
      for (const [at, section] of all.entries()) {
        if (!usesOnlyConditions(section) || !namesEachCourseOnce([section])) continue;
        for (const one of cases) {
          const expected = one.expected.sections[at]?.satisfiableAlone;
          expect({ pid, case: one.id, at, alone: judge([section], one).complete }).toEqual({
            pid,
            case: one.id,
            at,
            alone: expected,
          });
          sections++;
          if (!expected) unmet++;
        }
      }
    expect(sections).toBeGreaterThan(500);
    expect(unmet).toBeGreaterThan(10);
  });

  it('agree as a whole where no course stands twice, and satisfy at least as much where awards are shared', () => {
    let exact = 0;
    for (const { sections, cases } of programmes) {
      if (!sections.every(usesOnlyConditions)) continue;
      for (const one of cases) {
        const { complete, satisfied, total } = judge(sections, one);
        const { expected } = one;
        expect(total).toBe(expected.sectionsTotal);
        if (namesEachCourseOnce(sections)) {
          expect({ complete, satisfied }).toEqual({
            complete: expected.complete,
            satisfied: expected.maxSectionsSatisfiedTogether,
          });
          exact++;
        } else expect(satisfied).toBeGreaterThanOrEqual(expected.maxSectionsSatisfiedTogether);
      }
    }
    expect(exact).toBeGreaterThan(0);
  });
});
