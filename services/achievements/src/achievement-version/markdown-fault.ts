import { type Refusal, refusal } from '@cairn/access';
import { Parser } from 'htmlparser2';
import { proseFault, textFault } from './text-fault.js';

/**
 * Texts are Markdown (CommonMark) without HTML: whoever shows them never has to decide which element is harmless. An address
 * between angle brackets is Markdown's own link and stays; an element is refused even in code, where `&lt;` says the same.
 */
export const markdownFault = (text: string, max: number, path: readonly string[]): Refusal[] => [
  ...proseFault(text, max, path),
  ...htmlFault(text, path),
];

/** The same for a line of text, such as a title. */
export const lineFault = (text: string, max: number, path: readonly string[]): Refusal[] => [
  ...textFault(text, max, path),
  ...htmlFault(text, path),
];

/** The fault of a text with an element, a comment, a declaration or an instruction in it; none when it has none. */
export const htmlFault = (text: string, path: readonly string[]): Refusal[] =>
  hasHtml(text) ? [refusal('HTML_NOT_ALLOWED', 'This text is Markdown; write `&lt;` for `<`, HTML is not taken.', ...path)] : [];

const autolink = /<(?:https?:\/\/|mailto:)[^\s<>]*>/gi;
/** What browsers make something of though it opens no element: a closing tag alone, and a tag that the text ends in. */
const remains = /<\/[a-z]|<[a-z!?][^>]*$/i;

function hasHtml(text: string): boolean {
  const rest = text.replace(autolink, '');
  if (!rest.includes('<')) return false;
  let found = remains.test(rest);
  const notice = () => {
    found = true;
  };
  new Parser({ onopentag: notice, oncomment: notice, onprocessinginstruction: notice, oncdatastart: notice }).end(rest);
  return found;
}
