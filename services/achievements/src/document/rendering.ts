import type { Refusal } from '@cairn/access';
import { outlinePdf } from '@cairn/print';
import type { Described } from '../clarity/described.js';
import type { DocumentProfile } from '../schema.types.js';
import { type Addresses, ctdlOf } from './ctdl.js';
import { definitionOutline } from './definition-outline.js';
import { europeanElements, europeanRefusals } from './european-elements.js';
import { localised } from './localised.js';
import { outlinePage } from './outline-html.js';

/** How to render a definition. */
export interface RenderingAsked {
  readonly languages: readonly string[];
  readonly addresses: Addresses;
}

/** A form that a definition can be sent in. */
export interface Rendering {
  readonly mediaType: string;
  /** What the address of this form ends in. */
  readonly extension: string;
  readonly render: (described: Described, asked: RenderingAsked) => Promise<string | Buffer> | string;
  /** What a definition lacks for this form; asked for only by who demands it. */
  readonly lacks: (described: Described) => Refusal[];
}

const none = (): Refusal[] => [];
const source = 'Council Recommendation 2022/C 243/02, Annex I';

/** Every form that this service shows a definition in: there is no other way to show one. */
export const renderings: Readonly<Record<DocumentProfile | 'PAGE', Rendering>> = {
  PAGE: {
    mediaType: 'text/html',
    extension: '',
    lacks: none,
    render: (described, { languages, addresses }) => outlinePage(definitionOutline(described, languages, formsOf(addresses))),
  },
  PRINT: {
    mediaType: 'application/pdf',
    extension: '.pdf',
    lacks: none,
    render: (described, { languages, addresses }) => outlinePdf(definitionOutline(described, languages, [{ text: 'This definition', address: addresses.definition }])),
  },
  CTDL: {
    mediaType: 'application/ld+json',
    extension: '.jsonld',
    lacks: none,
    render: (described, { addresses }) => JSON.stringify(ctdlOf(described, addresses), null, 2),
  },
  EUROPEAN_ELEMENTS: {
    mediaType: 'application/json',
    extension: '.json',
    lacks: (described) => europeanRefusals(europeanElements(described, [])),
    render: (described, { languages, addresses }) =>
      JSON.stringify({ source, definition: addresses.definition, language: localised(described.version, languages).language, elements: europeanElements(described, languages) }, null, 2),
  },
};

const formsOf = ({ definition }: Addresses) => [
  { text: 'Print (PDF)', address: `${definition}.pdf` },
  { text: 'CTDL (JSON-LD)', address: `${definition}.jsonld` },
  { text: 'European elements (JSON)', address: `${definition}.json` },
];
