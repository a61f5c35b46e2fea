import type { Node } from '@cairn/requirements';
import { Keys } from '../report/keys.js';
import { NODE_DEPTH_MAX, NODES_MAX } from './limits.js';
import { Unreadable } from './unreadable.js';

/**
 * The places of a source's elements in a definition. What is reached twice has two places, so a small graph can unfold into a
 * very large tree: it is counted while it unfolds, and an element beneath itself ends the reading.
 */
export class Places {
  readonly keys = new Keys();
  private readonly open: string[] = [];
  private placed = 0;

  /** Makes the node of one element with everything beneath it. `at` is where the source has it. */
  within<T extends Node | null>(element: string, at: string, make: () => T): T {
    if (this.open.includes(element)) throw new Unreadable('CYCLE', `${this.open.slice(this.open.indexOf(element)).join(' needs ')} needs ${element}`, at);
    if (this.open.length >= NODE_DEPTH_MAX - 2) throw new Unreadable('TOO_DEEP', `elements are nested deeper than ${NODE_DEPTH_MAX - 2}`, at);
    this.open.push(element);
    const made = make();
    this.open.pop();
    return made;
  }

  /** An id for one more node. */
  id(source: string): string {
    if (++this.placed > NODES_MAX) throw new Unreadable('TOO_LARGE', `the pathway unfolds into more than ${NODES_MAX} nodes`);
    return this.keys.take(source);
  }
}
