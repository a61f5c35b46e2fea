import type { VerificationResult } from '@cairn/credentials';
import { outcomeWords, questionOf, verdictWords } from '../src/public/check-words.js';

type Shown = Pick<VerificationResult, 'verdict' | 'steps'>;

/** Puts a result on the page, as text alone: nothing of a credential is taken for markup. */
export function showResult(into: Element, { verdict, steps }: Shown, who: string): void {
  const head = element('p', `${who} ${verdictWords(verdict)}`, `verdict ${verdict}`);
  const list = element('ol', '', 'steps');
  for (const { step, outcome, code, message } of steps) {
    if (outcome === 'NOT_APPLICABLE') continue;
    const item = element('li', `${questionOf(step)} `);
    const note = element('span', `${message}${outcome === 'VALID' ? '' : ` (${code})`}`, 'quiet');
    item.append(element('strong', `${outcomeWords(outcome)}.`, outcome), element('br'), note);
    list.append(item);
  }
  into.replaceChildren(head, list);
}

export const showNote = (into: Element, text: string): void => into.replaceChildren(element('p', text));

function element(name: string, text = '', className = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}
