import { readFileSync } from 'node:fs';
import { metricCatalogue } from '../catalogue/catalogue.js';
import { facts } from '../facts.js';
import { metricsDocument } from './metrics-document.js';

test('docs/metrics.md is what the catalogue yields; npm run compose writes it', () => {
  expect(readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8')).toBe(metricsDocument());
});

test('the document has a section for each metric and each fact', () => {
  const headings = metricsDocument().match(/^##+ .*$/gm) ?? [];
  expect(headings).toHaveLength(metricCatalogue.length + facts.length + 1);
  expect(headings).toContain('## M13@1 Active share, renewal and lapse');
});
