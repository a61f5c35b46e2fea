import type { Ask } from '../view.js';

interface Named {
  readonly id: string;
  readonly achievement?: string | null;
  readonly pathway?: string | null;
  readonly issuer?: string | null;
}

const query = `query BoardNames($ids: [ID!]!) { nodes(ids: $ids) {
  id ... on Achievement { achievement: title } ... on Pathway { pathway: title } ... on Issuer { issuer: name } } }`;
const askedAtOnce = 100;

export interface DimensionValue {
  readonly dimension: string;
  readonly value: string;
}

/** What the values of one dimension are called: titles for ids, quarters and months for days; at most a hundred titles are asked for. */
export async function namesOf(values: readonly DimensionValue[], ask: Ask): Promise<(value: DimensionValue) => string> {
  const ids = [...new Set(values.filter(isId).map(({ value }) => value))].slice(0, askedAtOnce);
  const titles = ids.length === 0 ? new Map<string, string>() : await titlesOf(ids, ask);
  return ({ dimension, value }) => {
    if (dimension === 'COHORT_QUARTER') return `${value.slice(0, 4)} Q${Math.ceil(Number(value.slice(5, 7)) / 3)}`;
    if (dimension === 'COHORT_MONTH') return value.slice(0, 7);
    return titles.get(value) ?? value;
  };
}

const isId = ({ dimension }: DimensionValue): boolean => ['ACHIEVEMENT', 'ISSUER', 'PATHWAY'].includes(dimension);

async function titlesOf(ids: readonly string[], ask: Ask): Promise<Map<string, string>> {
  const { nodes } = await ask<{ nodes: (Named | null)[] }>(query, { ids });
  return new Map(nodes.flatMap((node) => (node ? [[node.id, node.achievement ?? node.pathway ?? node.issuer ?? node.id]] : [])));
}
