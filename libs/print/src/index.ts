export type { Block, Item, Outline, Said } from './outline.js';
export { outlinePdf } from './outline-pdf.js';
