import type { DrawnNode, DrawnPathway } from './drawn-pathway.js';
import { orderWords, standingWords } from './map-words.js';
import { plainText } from './wrapped-text.js';

/** All that the picture shows and what it leaves out, as Markdown (CommonMark): a nested list in declared order. */
export function mapText({ title, asks, leadsTo, nodes, order, progress }: DrawnPathway): string {
  const titles = new Map<string, string>();
  const lines: string[] = [];
  const write = (node: DrawnNode, depth: number): void => {
    titles.set(node.id, node.title);
    lines.push(`${'  '.repeat(depth)}- ${nodeLine(node)}`);
    for (const child of node.children) write(child, depth + 1);
  };
  for (const node of nodes) write(node, 0);
  const inOrder = order.filter(({ before, after }) => titles.has(before) && titles.has(after));
  return [
    `# ${safe(title)}`,
    '',
    `${asks}${leadsTo === null ? '' : `, leading to **${safe(leadsTo)}**`}.${progress ? ` ${progress.word}: ${progress.satisfied} of ${progress.total} requirements are satisfied.` : ''}`,
    '',
    ...lines,
    ...(inOrder.length > 0 ? ['', '## Order', ''] : []),
    ...inOrder.map(({ before, after, mode }) => `- ${safe(titles.get(after) ?? after)} ${orderWords[mode] ?? 'comes after'} ${safe(titles.get(before) ?? before)}.`),
    '',
  ].join('\n');
}

function nodeLine({ title, asks, optional, milestone, standing }: DrawnNode): string {
  const notes = [title === asks ? null : asks, optional ? 'optional' : null, milestone ? 'a milestone' : null].filter((note) => note !== null);
  return `**${safe(title)}**${notes.length > 0 ? ` (${safe(notes.join('; '))})` : ''}${standing ? `: ${standingWords(standing)}` : ''}`;
}

/** Text that Markdown takes for nothing but text. */
const safe = (text: string): string => plainText(text).replaceAll(/[\\`*_{}[\]<>#|~&!]/g, '\\$&');
