import type { Response } from 'express';
import { Refused } from '../refused.js';
import { csvOf } from './chart/csv.js';
import type { View } from './view.js';
import type { Visit } from './visitor.js';

export type FileForm = 'csv' | 'svg' | 'png';

/** A chart as a file. Throws Refused, with 404 where there is no chart. */
export async function chartFile(view: View, form: FileForm, { ask, form: filters }: Visit, response: Response): Promise<void> {
  const { chart, missing } = await view.look(filters, ask);
  if (!chart) throw new Refused(404, 'NOT_FOUND', missing ?? 'There are no figures.');
  response.attachment(`${view.name}-${chart.observationEnd ?? 'figures'}.${form}`);
  if (form === 'csv') return void response.type('text/csv; charset=utf-8').send(csvOf(chart));
  const { svgOf } = await import('./drawing/draw.js');
  const svg = svgOf(chart);
  if (form === 'svg') return void response.type('image/svg+xml').send(svg);
  const { pngOf } = await import('./drawing/png.js');
  response.type('image/png').send(await pngOf(svg));
}
