import type { Pathway } from '@cairn/requirements';
import type { Finding } from './finding.js';
import type { Reference } from './reference.js';

/** One pathway as it was read. It names what it refers to by keys of its own, which `bindPathway` exchanges for ids. */
export interface ImportedPathway {
  /** Address or name in the source, by which one of several is picked. */
  readonly source: string;
  readonly title: string | null;
  readonly pathway: Pathway;
  readonly report: readonly Finding[];
  /** What the pathway refers to and the caller has to bind, each once, in the order met. */
  readonly references: readonly Reference[];
}

/** No pathway, one, or several; `report` is about the document as a whole and says so when it holds none. */
export interface ImportedDocument {
  readonly pathways: readonly ImportedPathway[];
  readonly report: readonly Finding[];
}

/**
 * `NOT_UTF8`: other bytes. `NOT_JSON`, `NOT_CSV`: no such text. `TOO_LARGE`: more bytes, values, elements or nodes than are
 * read. `TOO_DEEP`: nested deeper. `CYCLE`: an element that needs itself. `NOT_THIS_FORMAT`: well-formed, but of another shape.
 * `NOT_AN_ARCHIVE`: no gzip or tar.
 */
export type RefusalCode = 'NOT_UTF8' | 'NOT_JSON' | 'NOT_CSV' | 'TOO_LARGE' | 'TOO_DEEP' | 'CYCLE' | 'NOT_THIS_FORMAT' | 'NOT_AN_ARCHIVE';

export interface ImportRefusal {
  readonly code: RefusalCode;
  readonly message: string;
  /** JSON Pointer, `row 4`, or `line 3, column 7`; empty for the document as a whole. */
  readonly at: string;
}

export type Imported = ({ readonly ok: true } & ImportedDocument) | { readonly ok: false; readonly refusal: ImportRefusal };
