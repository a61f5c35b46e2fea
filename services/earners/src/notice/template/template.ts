import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { NoticeKind } from '../notice.js';

/** Subject and plain text of a mail; `{{title}}` stands for a value. */
export interface NoticeText {
  readonly subject: string;
  readonly text: string;
}

export type NoticeTexts = Readonly<Record<NoticeKind, NoticeText>>;

const everywhere = ['name', 'title', 'issuer', 'link'];
const ofCases = [...everywhere, 'number'];

/** What a text of each kind may name. */
export const placeholders: Readonly<Record<NoticeKind, readonly string[]>> = {
  SUBMISSION_RECEIVED: ofCases,
  SUBMISSION_RETURNED: ofCases,
  SUBMISSION_GRANTED: ofCases,
  SUBMISSION_DENIED: ofCases,
  AWARD_OFFERED: everywhere,
  AWARD_ISSUED: everywhere,
  AWARD_REVOKED: everywhere,
  AWARD_SUSPENDED: everywhere,
  DECISION_OVERDUE: [...ofCases, 'due'],
  REVIEW_OFFERED: everywhere,
  MISCONDUCT_NOTICE: ofCases,
  APPEAL_DECIDED: ofCases,
  ATTESTATION_ASKED: [...everywhere, 'earner', 'role'],
  GUARDIAN_ASKED: [...everywhere, 'earner'],
};

/** Kinds whose mail is of no use without the link in it. */
const linkNeeded: readonly NoticeKind[] = ['ATTESTATION_ASKED', 'GUARDIAN_ASKED'];

const subjectMax = 200;
const textMax = 5_000;
const mark = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** A text with its values; a value that is not known leaves nothing. Values are put in as they are: what they hold is no template. */
export function filled({ subject, text }: NoticeText, values: Readonly<Partial<Record<string, string>>>): NoticeText {
  const fill = (template: string) => template.replace(mark, (_whole, name: string) => values[name] ?? '');
  // A subject is one line, whatever a title says.
  return { subject: fill(subject).replace(/[\p{Cc}\s]+/gu, ' ').trim(), text: fill(text) };
}

/** Checks a tenant's own text and tells every fault at once. */
export function checkText(kind: NoticeKind, { subject, text }: NoticeText): Decision<NoticeText> {
  const faults: Refusal[] = [];
  if (subject.trim() === '' || subject.length > subjectMax || /\p{Cc}/u.test(subject)) {
    faults.push(refusal('INVALID_VALUE', `A subject is one line of 1 to ${subjectMax} characters.`, 'subject'));
  }
  if (text.trim() === '' || text.length > textMax || /[^\P{Cc}\n]/u.test(text)) {
    faults.push(refusal('INVALID_VALUE', `A text has 1 to ${textMax} characters, and no control characters beside ends of lines.`, 'text'));
  }
  for (const [field, template] of [['subject', subject], ['text', text]] as const) {
    const unknown = [...template.matchAll(mark)].flatMap(([, name = '']) => (placeholders[kind].includes(name) ? [] : [name]));
    if (unknown.length > 0 || /\{\{|\}\}/.test(template.replace(mark, ''))) {
      const which = placeholders[kind].map((name) => `{{${name}}}`).join(', ');
      faults.push(refusal('INVALID_VALUE', `What can stand in a text of this kind: ${which}.`, field));
    }
  }
  if (linkNeeded.includes(kind) && ![...text.matchAll(mark)].some(([, name]) => name === 'link')) {
    faults.push(refusal('FIELD_MISSING', 'A text of this kind has to hold {{link}}: without it nobody can answer.', 'text'));
  }
  return faults.length > 0 ? refused(...faults) : accepted({ subject: subject.trim(), text });
}
