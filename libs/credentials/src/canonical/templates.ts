import type { DocumentLoader } from '../contexts/document-loader.js';
import type { JsonObject } from '../json/json.js';
import { BoundedMap } from './bounded-map.js';
import { compileTemplate, constantsOf } from './compile-template.js';
import { generalForm } from './general-form.js';
import { CHECKED_EVERY, longForm, warnOfDifference } from './long-way.js';
import { shapeOf, type Shape } from './shape.js';
import type { Template } from './template.js';

const SHAPES_MAX = 256;
const TEMPLATES_MAX = 512;

interface KnownShape {
  /** The slots whose values belong to the shape; undefined until a second document shows that the shape comes again. */
  constants?: ReadonlySet<number>;
}

/** A template, or that there is none for its documents. */
type Found = Template | 'NONE';

/**
 * Canonical forms by template where there is one, else the general way. A template is made when a shape comes a second time, must
 * give the form of the document it was made of, and is given up for ever when it once gives another form than the general way.
 */
export class Templates {
  private readonly shapes = new BoundedMap<KnownShape>(SHAPES_MAX);
  private readonly templates = new BoundedMap<Found>(TEMPLATES_MAX);
  private filled = 0;

  /** @param loader of the bundled contexts, which alone may stand in a shape */
  constructor(
    private readonly loader: DocumentLoader,
    private readonly checkedEvery = CHECKED_EVERY,
  ) {}

  /**
   * RDFC-1.0 N-Quads of a document. Throws as `generalForm` does.
   * @param loader knows the bundled contexts and perhaps more; a document with one of those has no shape
   */
  async form(document: JsonObject, loader: DocumentLoader = this.loader): Promise<string> {
    const shape = shapeOf(document);
    if (!shape) return generalForm(document, loader);
    const known = this.shapes.get(shape.key);
    if (!known?.constants) return this.first(document, shape, known);
    const key = keyOf(shape, known.constants);
    const template = this.templates.get(key);
    if (template === 'NONE') return generalForm(document, this.loader);
    if (!template) return this.compiled(document, shape, known.constants, key);
    const form = template.fill(shape.values);
    if (form === undefined) return generalForm(document, this.loader);
    this.filled += 1;
    return this.filled % this.checkedEvery === 0 ? this.checked(form, document, key) : form;
  }

  private async first(document: JsonObject, shape: Shape, known: KnownShape | undefined): Promise<string> {
    const form = await generalForm(document, this.loader);
    if (!known) this.shapes.set(shape.key, {});
    else known.constants = await constantsOf(document, shape, this.loader);
    return form;
  }

  private async compiled(document: JsonObject, shape: Shape, constants: ReadonlySet<number>, key: string): Promise<string> {
    const form = await generalForm(document, this.loader);
    this.templates.set(key, (await working(document, shape, constants, form, this.loader)) ?? 'NONE');
    return form;
  }

  private async checked(form: string, document: JsonObject, key: string): Promise<string> {
    const judged = await longForm(document, this.loader);
    if (judged === form) return form;
    this.templates.set(key, 'NONE');
    warnOfDifference();
    return judged;
  }
}

async function working(
  document: JsonObject,
  shape: Shape,
  constants: ReadonlySet<number>,
  form: string,
  loader: DocumentLoader,
): Promise<Template | undefined> {
  try {
    const template = await compileTemplate(document, shape, constants, loader);
    return template?.fill(shape.values) === form ? template : undefined;
  } catch {
    // What cannot be read with marks in it is no fault of the document, whose own form is known.
    return undefined;
  }
}

function keyOf({ key, values }: Shape, constants: ReadonlySet<number>): string {
  let whole = key;
  for (const slot of constants) whole += `|${values[slot]?.length}:${values[slot]}`;
  return whole;
}
