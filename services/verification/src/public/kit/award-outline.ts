import { basisWords, factLabels, factText } from '@cairn/clarity';
import type { Block, Outline } from '@cairn/print';
import type { ShownAward } from '../shown-award.js';
import { dayWords, stateSentence, stateWords, validityWords } from './state-words.js';

/** A print of an award. It says when it was made: whoever holds it sees at its address where the award stands by now. */
export function awardOutline(award: ShownAward, printedOn: string): Outline {
  const { title, issuer, number, url, language, results } = award;
  const said = (text: string) => ({ text, language });
  const facts = [
    { term: 'Issuer', said: { text: issuer.name } },
    { term: 'Basis of the claim', said: { text: basisWords(award.basis) } },
    { term: 'Awarded on', said: { text: dayWords(award.awardedOn) } },
    { term: 'Validity', said: { text: validityWords(award) } },
    { term: `State on ${dayWords(printedOn)}`, said: { text: stateWords(award.state) } },
    { term: 'Number', said: { text: number } },
    ...(award.credits.length > 0 ? [{ term: 'Credits', said: { text: award.credits.join('; ') } }] : []),
  ];
  const blocks: (Block | false)[] = [
    { kind: 'heading', level: 1, text: title, language },
    { kind: 'text', text: stateSentence(award.state) },
    { kind: 'facts', facts },
    { kind: 'heading', level: 2, text: 'What it stands for' },
    { kind: 'text', ...said(award.description) },
    { kind: 'heading', level: 2, text: 'What had to be done' },
    { kind: 'text', ...said(award.criteria) },
    results.length > 0 && { kind: 'heading', level: 2, text: 'Results' },
    results.length > 0 && { kind: 'table', head: ['Result', 'Value'], rows: results.map((result) => [said(result.name), said(result.value)]) },
    { kind: 'heading', level: 2, text: 'What the issuer states, and what not' },
    { kind: 'facts', facts: award.facts.map((fact) => ({ term: factLabels[fact.fact], said: { text: factText(fact) } })) },
    { kind: 'heading', level: 2, text: 'Where to check it' },
    { kind: 'text', text: 'Paper proves nothing by itself. At this address anyone sees whether the award holds, and can have it checked:' },
    { kind: 'links', links: [{ text: 'This award', address: url }, { text: 'Issuer', address: issuer.page }] },
  ];
  return { title, author: issuer.name, language: 'en', blocks: blocks.filter((block) => block !== false) };
}
