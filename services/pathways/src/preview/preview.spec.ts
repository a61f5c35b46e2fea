import { classOf, type Stands } from './preview.js';

const stands = (complete: boolean | null, satisfied: number, total: number): Stands => ({ complete, completedOn: complete ? '2026-05-01' : null, satisfied, total });

describe('the class of an enrolment in a preview', () => {
  it.each([
    ['UNCHANGED', 'nothing differs', stands(false, 1, 3), stands(false, 1, 3)],
    ['UNCHANGED', 'half stays half', stands(false, 1, 2), stands(false, 2, 4)],
    ['UNCHANGED', 'complete stays complete, whatever is asked', stands(true, 3, 3), stands(true, 1, 1)],
    ['GAINS_COMPLETION', 'it becomes complete', stands(false, 2, 3), stands(true, 2, 2)],
    ['LOSES_COMPLETION', 'it is complete no more', stands(true, 2, 2), stands(false, 2, 3)],
    ['PROGRESS_UP', 'more of it is done', stands(false, 1, 3), stands(false, 1, 2)],
    ['PROGRESS_DOWN', 'less of it is done', stands(false, 1, 2), stands(false, 1, 3)],
    ['PROGRESS_DOWN', 'no version would govern it', stands(false, 1, 2), stands(false, 0, 0)],
    ['UNDECIDED', 'the present could not be decided', stands(null, 1, 2), stands(true, 2, 2)],
    ['UNDECIDED', 'the proposed could not be decided', stands(true, 2, 2), stands(null, 1, 2)],
    ['UNDECIDED', 'it could not be evaluated', null, stands(true, 2, 2)],
  ])('is %s when %s', (found, _, before, after) => {
    expect(classOf(before, after)).toBe(found);
  });
});
