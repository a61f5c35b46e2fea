import { factLabels, factText, titleWithBasis } from '@cairn/clarity';
import type { Block, Outline } from '@cairn/print';
import { clarityCard } from '../clarity/clarity-card.js';
import type { Described } from '../clarity/described.js';
import { localised } from './localised.js';
import { requirementItem } from './requirement-outline.js';

/** What a definition says, in order: what it is, what has to be done, how it is judged, what is stated and what is not. */
export function definitionOutline({ version, achievement, issuer }: Described, languages: readonly string[], links: readonly { text: string; address: string }[]): Outline {
  const text = localised(version, languages);
  const { language } = text;
  const card = clarityCard(version, issuer);
  const title = titleWithBasis(text.title, version.claimBasis);
  const prose = (body: string): Block[] => body.split(/\n{2,}/).map((part) => ({ kind: 'text', text: part, language }));
  const { learningOutcomes, recognises, recognition } = version.stated;
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: title, language },
    {
      kind: 'facts',
      facts: [
        { term: 'Issuer', said: { text: issuer ? `${issuer.name}${issuer.country ? ` (${issuer.country})` : ''}` : 'not known' } },
        { term: 'Basis of the claim', said: { text: card.basis } },
        { term: 'Code', said: { text: achievement.code } },
        { term: 'Version', said: { text: `${version.number}, ${published(version)}` } },
        ...(version.contentHash ? [{ term: 'Content hash (SHA-256)', said: { text: version.contentHash } }] : []),
      ],
    },
    { kind: 'heading', level: 2, text: 'What it stands for' },
    ...prose(text.description),
    ...section('What is recognised', card.assessed || recognises === null ? [] : [{ kind: 'text', text: recognises, language: version.language }]),
    ...section('Learning outcomes', learningOutcomes.length === 0 ? [] : [{ kind: 'list', items: learningOutcomes.map((outcome) => ({ text: outcome, language: version.language })) }]),
    { kind: 'heading', level: 2, text: 'Criteria' },
    ...prose(text.criteria),
    ...section('What has to be done', version.requirement ? [{ kind: 'list', items: [requirementItem(version.requirement, card.assessed, version.language)] }] : []),
    ...(card.assessed ? rubricBlocks(version) : []),
    { kind: 'heading', level: 2, text: 'What is stated, and what is not' },
    { kind: 'text', text: `${card.stated} of ${card.applicable} applicable facts are stated.` },
    { kind: 'table', head: ['Fact', 'What is stated'], rows: card.facts.map((fact) => [{ text: factLabels[fact.fact] }, { text: factText(fact) }]) },
    ...card.notes.map((text): Block => ({ kind: 'text', text })),
    ...section('Recognised by', recognition.length === 0 ? [] : [{ kind: 'list', items: recognition.map((one) => ({ text: `${one.by}: ${one.as}`, language: version.language })) }]),
    ...section('Other forms', links.length === 0 ? [] : [{ kind: 'links', links }]),
  ];
  return { title, author: issuer?.name ?? null, language: 'en', blocks };
}

const section = (heading: string, blocks: readonly Block[]): Block[] => (blocks.length === 0 ? [] : [{ kind: 'heading', level: 2, text: heading }, ...blocks]);

const published = ({ state, publishedAt, retiredAt }: Described['version']): string => {
  if (publishedAt === null) return 'a draft';
  const since = `published on ${publishedAt.toISOString().slice(0, 10)}`;
  if (retiredAt !== null) return `${since}, retired on ${retiredAt.toISOString().slice(0, 10)}`;
  return state === 'SUPERSEDED' ? `${since}, superseded` : since;
};

/** Criteria by rows, levels in words. */
const rubricBlocks = ({ rubrics, language }: Described['version']): Block[] =>
  rubrics.flatMap(({ title, criteria }): Block[] => [
    { kind: 'heading', level: 2, text: `Rubric: ${title}`, language },
    {
      kind: 'table',
      head: ['Criterion', 'Levels, lowest first'],
      rows: criteria.map((criterion) => [
        { text: criterion.title, language },
        { text: criterion.levels.map((level) => `${level.title}${level.key === criterion.standard ? ' (required)' : ''}`).join('; '), language },
      ]),
    },
  ]);
