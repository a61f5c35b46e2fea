import { type Html, html } from '@cairn/pages';
import type { Response } from 'express';
import { Refused } from '../refused.js';
import { Form } from './form.js';
import { missingSection, pageEnd, pageStart, refusedSection } from './page/board-page.js';
import { chartSection } from './page/chart-section.js';
import { formSection } from './page/form-section.js';
import { boardPath } from './paths.js';
import type { Field, View } from './view.js';
import { views } from './views/views.js';
import type { Visit } from './visitor.js';

/** Whose figures are asked for is kept from form to form. */
const keptNames = ['tenant', 'of'] as const;

/** One view with its filters. What the graph refused is said in words, under the filters that it refused. */
export async function chartPage(view: View, visit: Visit, response: Response): Promise<void> {
  const { visitor, form } = visit;
  const { fields, section, status } = await sectionOf(view, visit, form);
  const query = form.query();
  const parts = [
    pageStart(view.title, view.name, views, visitor, query),
    html`<p>${view.lead}</p>`,
    formSection(`${boardPath}/${view.name}`, fields, keptOf(form)),
    section,
    pageEnd,
  ];
  response.status(status).type('html').send(parts.map(({ text }) => text).join(''));
}

/** All views as they are without filters. The page begins to show before the first figures are there. */
export async function overviewPage(visit: Visit, response: Response): Promise<void> {
  const { visitor } = visit;
  const kept = new Form(new URLSearchParams(keptOf(visit.form)));
  response.status(200).type('html').write(pageStart('Overview', null, views, visitor, kept.query()).text);
  const sections = views.map((view) => sectionOf(view, visit, kept));
  for (const [at, view] of views.entries()) {
    const { section } = (await sections[at]) ?? { section: null };
    response.write(html`<section aria-labelledby="${view.name}"><h2 id="${view.name}">${view.title}</h2>
<p>${view.lead} <a href="${boardPath}/${view.name}${kept.query()}">${view.title} with filters</a></p>${section}</section>`.text);
  }
  response.end(pageEnd.text);
}

const keptOf = (form: Form): [name: string, value: string][] =>
  keptNames.flatMap((name) => {
    const value = form.text(name);
    return value === null ? [] : [[name, value]];
  });

interface Section {
  readonly fields: readonly Field[];
  readonly section: Html;
  readonly status: number;
}

/** Never throws: of several sections on a page one fails alone. */
async function sectionOf(view: View, { ask, log }: Visit, form: Form): Promise<Section> {
  try {
    // Read at the first visit only, which takes a good part of a second: no question should wait for its answer meanwhile.
    const { svgOf } = await import('./drawing/draw.js');
    const { chart, fields, missing } = await view.look(form, ask);
    if (!chart) return { fields, section: missingSection(missing ?? 'There are no figures.'), status: 200 };
    return { fields, section: chartSection({ chart, svg: svgOf(chart), name: view.name, path: `${boardPath}/${view.name}`, query: form.query() }), status: 200 };
  } catch (error) {
    if (!(error instanceof Refused)) log.error({ err: error }, 'a chart could not be made');
    const refused = error instanceof Refused ? error : new Refused(500, 'INTERNAL', 'Something went wrong here.');
    return { fields: view.fields(form), section: refusedSection(refused), status: refused.status };
  }
}
