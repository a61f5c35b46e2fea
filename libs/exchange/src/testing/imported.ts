import { type ExchangeFormat, importPathways } from '../import-pathways.js';
import type { ImportedPathway } from '../report/imported.js';

/** The one pathway of a document; a refusal, none or several fail the test. */
export function onlyPathway(document: unknown, format: ExchangeFormat): ImportedPathway {
  const imported = importPathways(typeof document === 'string' ? document : JSON.stringify(document), format);
  if (!imported.ok) throw new Error(`${imported.refusal.code}: ${imported.refusal.message}`);
  const [pathway, ...more] = imported.pathways;
  if (!pathway || more.length > 0) throw new Error(`${imported.pathways.length} pathways`);
  return pathway;
}

/** Outcomes by construct, without their words. */
export const outcomes = ({ report }: Pick<ImportedPathway, 'report'>): string[] => report.map(({ construct, outcome }) => `${outcome} ${construct}`);
