/** A text in a language; without one it is in that of the whole. */
export interface Said {
  readonly text: string;
  readonly language?: string;
}

export interface Item extends Said {
  readonly items?: readonly Item[];
}

/** A part of what is shown, by what it is and not by how it looks: pages and prints are made of the same ones. */
export type Block =
  | ({ readonly kind: 'heading'; readonly level: 1 | 2 | 3 } & Said)
  | ({ readonly kind: 'text' } & Said)
  | { readonly kind: 'facts'; readonly facts: readonly { readonly term: string; readonly said: Said }[] }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Said[])[] }
  | { readonly kind: 'links'; readonly links: readonly { readonly text: string; readonly address: string }[] };

export interface Outline {
  readonly title: string;
  readonly author: string | null;
  /** Language of headings and terms. */
  readonly language: string;
  readonly blocks: readonly Block[];
}
