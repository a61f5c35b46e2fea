import { codeWords, durationWords } from '@cairn/clarity';
import type { Item } from '@cairn/print';
import type { RequirementText } from '@cairn/events';

/** A requirement and its parts. Where nothing is assessed as a whole, no part of it is called an examination (F2). */
export function requirementItem(requirement: RequirementText, assessed: boolean, language: string): Item {
  const items = requirement.of.map((part) => requirementItem(part, assessed, language));
  switch (requirement.kind) {
    case 'ALL':
      return { text: 'All of these:', items };
    case 'ANY':
      return { text: 'One of these:', items };
    case 'AT_LEAST':
      return { text: `At least ${requirement.atLeast ?? 0} of these:`, items };
    default: {
      const { title, kind, effort } = requirement;
      const more = [...(assessed ? [codeWords(kind)] : []), ...(assessed && requirement.assessed ? ['assessed'] : []), ...(effort ? [durationWords(effort)] : [])];
      return { text: `${title ?? ''}${more.length > 0 ? ` (${more.join(', ')})` : ''}`, language };
    }
  }
}
