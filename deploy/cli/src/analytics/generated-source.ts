import { type FactName, type GeneratedFacts, generatedFacts, type GeneratedOptions } from '@cairn/metrics';
import { FactCsv } from './fact-csv.js';
import type { FactSource } from './fact-source.js';

/** Facts that chance makes, in as much memory as one earner takes. */
export class GeneratedSource implements FactSource {
  private readonly made: GeneratedFacts;
  readonly position = null;

  constructor(private readonly options: GeneratedOptions) {
    this.made = generatedFacts(options);
  }

  get tenant(): string {
    return this.made.tenant;
  }

  get observationEnd(): string {
    return this.made.observationEnd;
  }

  async write(folder: string, told: (done: number, total: number) => void): Promise<void> {
    const csv = await FactCsv.create(folder, this.tenant);
    try {
      for (const [fact, rows] of Object.entries(this.made.shared)) csv.add(fact as FactName, rows);
      let awards = 0;
      for (const earner of this.made.earners()) {
        let due = false;
        for (const [fact, rows] of Object.entries(earner)) due = csv.add(fact as FactName, rows) || due;
        awards += earner.fact_award.length;
        if (!due) continue;
        await csv.flush();
        told(awards, this.options.awards);
      }
      told(awards, this.options.awards);
    } finally {
      await csv.close();
    }
  }
}
