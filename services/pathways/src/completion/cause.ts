import { explain } from '@cairn/requirements';
import type { Found } from '../progress/evaluated.js';

/** Why a pathway is no longer complete: the code of the first requirement that lacks something. */
export function causeOf({ question, answer }: Found): string {
  if (answer.satisfied === answer.total && answer.total > 0) return 'CYCLE_MISSED';
  const roots = new Set(answer.judged?.day.rules.roots.map(({ id }) => id));
  const lacking = explain(question, answer).find(({ id, blocking }) => roots.has(id) && blocking !== null);
  return lacking?.blocking?.code ?? 'MISSING';
}
