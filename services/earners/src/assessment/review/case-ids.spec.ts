import { isUuid, newId } from '@cairn/postgres';
import { CaseIds } from './case-ids.js';

describe('the id of a case', () => {
  const ids = new CaseIds({ keySecret: Buffer.alloc(32, 7) });

  it('leads to its submission here, and nowhere else', () => {
    const submission = newId();
    const id = ids.of(submission);
    expect(isUuid(id)).toBe(true);
    expect(ids.submission(id)).toBe(submission);
    expect(new CaseIds({ keySecret: Buffer.alloc(32, 8) }).submission(id)).not.toBe(submission);
  });

  it('tells nothing of when the submission was begun', () => {
    const [first, second] = [ids.of(newId()), ids.of(newId())];
    expect(first.slice(0, 8)).not.toBe(second.slice(0, 8));
  });
});
