import { withCluster } from '../../cluster.js';
import { atMost, type Effort, type Figure, type Run } from '../../figure.js';
import { median, quantile } from '../../quantile.js';
import { Desk } from './desk.js';

/** From asking for a decision to grant until the award stands: the time within which 99 of 100 are answered, one after another. */
export function decisionFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const count = quick ? 40 : 300;
  return withCluster(async () => {
    const desk = await Desk.open();
    try {
      const reviewer = await desk.reviewer();
      const times: number[] = [];
      for (let one = 0; one < count + 5; one += 1) {
        if (one % 100 === 0) say(`decisions: ${one} of ${count}`);
        const { caseId, reviewId } = await desk.accepted(reviewer, await desk.drafted());
        await desk.reviewed(reviewer, reviewId);
        const started = performance.now();
        const { award } = await desk.done<{ award: { id: string } | null }>(reviewer, 'decideSubmission', { id: caseId, kind: 'GRANT' }, 'award { id }');
        if (one >= 5) times.push(performance.now() - started);
        if (!award) throw new Error('granted without an award');
      }
      return { figures: [{ ...atMost('decision_to_award_p99_ms', quantile(times, 0.99), 'ms', 50), note: `${count} decisions, median ${median(times).toFixed(1)} ms` }], runs: [] };
    } finally {
      await desk.close();
    }
  });
}
