import { principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { withCluster } from '../cluster.js';
import { atMost, type Effort, type Figure, type Run } from '../figure.js';
import { quantile } from '../quantile.js';
import { PathwaysLab } from './lab.js';
import { planOf } from './world.js';

const members = 18_000;
const operation = `query ($id: ID!) {
  stackingTable(pathwayId: $id) { enrolled rows { satisfied enrolments } }
  pathway(id: $id) { cohort(first: 100) { nodes { satisfied total complete } pageInfo { endCursor hasNextPage } totalCount } }
}`;

interface Page {
  readonly stackingTable: { readonly enrolled: number; readonly rows: readonly { readonly satisfied: number; readonly enrolments: number }[] };
  readonly pathway: { readonly cohort: { readonly nodes: readonly unknown[] } };
}

/** A whole cohort in one operation: how many stand where, and the first hundred of them. */
export function cohortFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  return withCluster(async () => {
    const plan = planOf({ pathways: 1, earners: members, achievements: 30, awards: quick ? 20_000 : 60_000 });
    const lab = await PathwaysLab.open(plan, say);
    try {
      say('cohort: what its members earned');
      await lab.rate(plan.awards);
      const analyst = principalOf({ actor: newId(), tenant: lab.tenant, rights: ['AWARD', 'ANALYSE'] });
      const id = publicId('Pathway', plan.pathways[0]!.id);
      const took: number[] = [];
      for (let time = 0; time < (quick ? 20 : 100); time += 1) {
        const started = performance.now();
        const { data, errors } = await lab.service.ask<Page>(analyst, operation, { id });
        took.push(performance.now() - started);
        const counted = data?.stackingTable.rows.reduce((sum, { enrolments }) => sum + enrolments, 0);
        if (counted !== members || data?.pathway.cohort.nodes.length !== 100) throw new Error(`not the whole cohort: ${counted} ${JSON.stringify(errors)}`);
      }
      const note = `${members} members; table and page in one operation; median ${quantile(took, 0.5).toFixed(0)} ms, at the service`;
      return { figures: [{ ...atMost('cohort_page_ms', quantile(took, 0.95), 'ms', 1_000), note }], runs: [] };
    } finally {
      await lab.close();
    }
  });
}
