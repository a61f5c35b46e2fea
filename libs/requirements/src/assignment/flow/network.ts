/** A flow network with lower bounds: whether there is a flow that respects them is decided by maximum flow (Dinic). */
export class Network {
  private readonly to: number[] = [];
  private readonly capacity: number[] = [];
  private readonly arcs: number[][] = [];
  /** What lower bounds bring into a vertex more than they take out. */
  private readonly excess: number[] = [];

  vertex(): number {
    this.excess.push(0);
    return this.arcs.push([]) - 1;
  }

  /** Whole numbers, `least` at most `most`. */
  arc(from: number, to: number, least: number, most: number): void {
    this.push(from, to, most - least);
    this.excess[from]! -= least;
    this.excess[to]! += least;
  }

  /** Whether some flow from source to sink keeps every arc within its bounds. */
  isFeasible(source: number, sink: number): boolean {
    this.push(sink, source, Infinity);
    const [from, to] = [this.vertex(), this.vertex()];
    let wanted = 0;
    this.excess.forEach((excess, vertex) => {
      if (excess > 0) {
        this.push(from, vertex, excess);
        wanted += excess;
      }
      if (excess < 0) this.push(vertex, to, -excess);
    });
    return this.maximum(from, to) === wanted;
  }

  private push(from: number, to: number, capacity: number): void {
    this.arcs[from]!.push(this.to.push(to) - 1);
    this.capacity.push(capacity);
    this.arcs[to]!.push(this.to.push(from) - 1);
    this.capacity.push(0);
  }

  private maximum(source: number, sink: number): number {
    let total = 0;
    for (let levels = this.levels(source, sink); levels; levels = this.levels(source, sink)) {
      const next = this.arcs.map(() => 0);
      for (let added = this.augment(source, sink, levels, next); added > 0; added = this.augment(source, sink, levels, next)) total += added;
    }
    return total;
  }

  private levels(source: number, sink: number): number[] | null {
    const levels = this.arcs.map(() => -1);
    levels[source] = 0;
    const queue = [source];
    for (const vertex of queue)
      for (const arc of this.arcs[vertex]!) {
        const other = this.to[arc]!;
        if (this.capacity[arc]! > 0 && levels[other] === -1) {
          levels[other] = levels[vertex]! + 1;
          queue.push(other);
        }
      }
    return levels[sink] === -1 ? null : levels;
  }

  /** One path along the levels, without recursion: they may be many. */
  private augment(source: number, sink: number, levels: readonly number[], next: number[]): number {
    const path: number[] = [];
    let vertex = source;
    while (vertex !== sink) {
      const arcs = this.arcs[vertex]!;
      const arc = arcs[next[vertex]!];
      if (arc === undefined) {
        const back = path.pop();
        if (back === undefined) return 0;
        vertex = this.to[back ^ 1]!;
        next[vertex]! += 1;
      } else if (this.capacity[arc]! > 0 && levels[this.to[arc]!] === levels[vertex]! + 1) {
        path.push(arc);
        vertex = this.to[arc]!;
      } else next[vertex]! += 1;
    }
    const added = Math.min(...path.map((arc) => this.capacity[arc]!));
    for (const arc of path) {
      this.capacity[arc]! -= added;
      this.capacity[arc ^ 1]! += added;
    }
    return added;
  }
}
