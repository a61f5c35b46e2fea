/** Requests to subgraphs since the start, by subgraph, and operations answered. */
export class Counters {
  operations = 0;
  readonly subgraphRequests: Record<string, number> = {};

  called(subgraph: string): void {
    this.subgraphRequests[subgraph] = (this.subgraphRequests[subgraph] ?? 0) + 1;
  }

  get subgraphRequestsTotal(): number {
    return Object.values(this.subgraphRequests).reduce((sum, count) => sum + count, 0);
  }
}
