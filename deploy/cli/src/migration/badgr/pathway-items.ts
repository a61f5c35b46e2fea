import { type ExchangeFormat, importPathways } from '@cairn/exchange';
import type { PlannedAchievement, PlannedIssuer, PlannedPathway, Refused } from '../plan.js';
import { codeOf } from './badge-class.js';
import { addressIn, type Item } from './items.js';
import type { Names } from './names.js';
import { planned } from './refusal.js';

interface Known {
  readonly issuers: Names<PlannedIssuer>;
  readonly badges: Names<PlannedAchievement>;
}

/**
 * Pathways of the open server, each with its elements, or of the hosted one. All badges have to be in the export. The
 * issuer is the one named, else that of the badge that completes it, else that of the first badge in it.
 */
export function pathwaysOf(items: readonly Item[], { issuers, badges }: Known, refusals: Refused[]): PlannedPathway[] {
  return planned('pathways', items.flatMap(single), refusals, ({ value, file, item }, refuse) => {
    const format: ExchangeFormat = 'elementId' in value ? 'BADGR_HOSTED' : 'BADGR_SERVER';
    const read = importPathways(JSON.stringify(value), format);
    if (!read.ok) return refuse(read.refusal.code, read.refusal.at || null, read.refusal.message);
    const [imported] = read.pathways;
    if (!imported) return refuse('NOT_THIS_FORMAT', null, 'There is no pathway in this.');
    const meant = new Map(imported.references.flatMap(({ iri }) => {
      const badge = badges.find(iri);
      return badge ? [[iri, badge.key]] : [];
    }));
    const missing = imported.references.filter(({ iri }) => !meant.has(iri));
    if (missing.length > 0) return refuse('NOT_FOUND', 'badges', `These badges are not in the export, or were refused: ${missing.slice(0, 5).map(({ iri }) => iri).join(', ')}${missing.length > 5 ? ' …' : ''}`);
    const named = imported.references.flatMap(({ iri }) => badges.find(iri) ?? []);
    const { completion } = imported.pathway;
    const last = completion ? imported.references.find(({ key }) => key === completion.achievement) : undefined;
    const issuer = issuers.find(addressIn(value, 'issuer'))?.key ?? (last && badges.find(last.iri)?.issuer) ?? named[0]?.issuer;
    if (!issuer) return refuse('NOT_FOUND', 'issuer', 'Nothing says which issuer of the export this pathway is of.');
    const title = imported.title ?? imported.source;
    return { file, item, key: imported.source, code: codeOf(imported.source), title: title.slice(0, 300), issuer, format, document: value, imported, badges: meant };
  });
}

/** A list of the interface holds several: `{"pathways": […]}`. */
function single(item: Item): Item[] {
  const { pathways } = item.value;
  return Array.isArray(pathways) ? pathways.map((value: unknown, at) => ({ file: `${item.file}#pathways`, item: at + 1, value: value as Item['value'] })) : [item];
}
