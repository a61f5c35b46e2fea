/** The five subgraphs, in the order in which they are composed and in which the change feed reads them. */
export const subgraphNames = ['issuers', 'achievements', 'earners', 'pathways', 'verification'] as const;

export type SubgraphName = (typeof subgraphNames)[number];
