import { once } from 'node:events';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Block, Item, Outline, Said } from './outline.js';

const require = createRequire(import.meta.url);
/** Embedded, so that Greek and Cyrillic print as Latin does. */
const fonts = { regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'), bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf') };
const sizes = { 1: 18, 2: 13, 3: 11, text: 10 } as const;
const margin = 56;

type Pdf = InstanceType<typeof PDFDocument>;
type Structure = ReturnType<Pdf['struct']>;

/** A tagged PDF (ISO 32000-1, 14.8): a screen reader finds headings, lists, tables and languages in it. A4. */
export async function outlinePdf({ title, author, language, blocks }: Outline): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    info: { Title: title, ...(author ? { Author: author } : {}) },
    font: fonts.regular,
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = pdf.struct('Document');
  pdf.addStructure(whole);
  for (const block of blocks) write(pdf, whole, block);
  whole.end();
  const ended = once(pdf, 'end');
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

function write(pdf: Pdf, whole: Structure, block: Block): void {
  switch (block.kind) {
    case 'heading':
      pdf.moveDown(block.level === 1 ? 0 : 0.8);
      whole.add(element(pdf, `H${block.level}`, block, () => pdf.font(fonts.bold).fontSize(sizes[block.level]).text(block.text)));
      pdf.moveDown(0.3);
      return;
    case 'text':
      whole.add(element(pdf, 'P', block, () => plain(pdf).text(block.text)));
      pdf.moveDown(0.4);
      return;
    case 'facts':
      return table(pdf, whole, block.facts.map(({ term, said }) => [{ text: term }, said]));
    case 'list':
      return list(pdf, whole, block.items, 0);
    case 'table':
      return table(pdf, whole, block.rows, block.head);
    case 'links':
      return list(pdf, whole, block.links.map(({ text, address }) => ({ text: `${text}: ${address}` })), 0);
  }
}

const plain = (pdf: Pdf): Pdf => pdf.font(fonts.regular).fontSize(sizes.text);

/** A structure element with one piece of content, in its language. */
const element = (pdf: Pdf, type: string, { language }: Partial<Said>, draw: () => void): Structure => pdf.struct(type, language ? { lang: language } : {}, draw);

function list(pdf: Pdf, parent: Structure, items: readonly Item[], depth: number): void {
  const whole = pdf.struct('L');
  parent.add(whole);
  for (const item of items) {
    const one = pdf.struct('LI');
    whole.add(one);
    one.add(element(pdf, 'LBody', item, () => plain(pdf).text(`• ${item.text}`, margin + depth * 14, undefined, { width: pdf.page.width - 2 * margin - depth * 14 })));
    if (item.items && item.items.length > 0) list(pdf, one, item.items, depth + 1);
    one.end();
  }
  whole.end();
  pdf.x = margin;
  pdf.moveDown(0.3);
}

function table(pdf: Pdf, parent: Structure, rows: readonly (readonly Said[])[], head?: readonly string[]): void {
  const whole = pdf.struct('Table');
  parent.add(whole);
  if (head) tableRow(pdf, whole, head.map((text) => ({ text })), 'Column');
  for (const row of rows) tableRow(pdf, whole, row, 'Row');
  whole.end();
  pdf.x = margin;
  pdf.moveDown(0.5);
}

const firstColumn = 150;

/** A row with its first cell, or all of them, as headers. */
function tableRow(pdf: Pdf, whole: Structure, cells: readonly Said[], headers: 'Row' | 'Column'): void {
  const width = (column: number) => (column === 0 ? firstColumn : pdf.page.width - 2 * margin - firstColumn - 10);
  plain(pdf);
  const height = Math.max(...cells.map(({ text }, column) => pdf.heightOfString(text, { width: width(column) })));
  if (pdf.y + height > pdf.page.height - margin && pdf.y > margin) pdf.addPage();
  const top = pdf.y;
  const one = pdf.struct('TR');
  whole.add(one);
  let bottom = top;
  cells.forEach((cell, column) => {
    const isHeader = headers === 'Column' || column === 0;
    one.add(
      element(pdf, isHeader ? 'TH' : 'TD', cell, () => {
        pdf.font(isHeader ? fonts.bold : fonts.regular).fontSize(sizes.text);
        pdf.text(cell.text, column === 0 ? margin : margin + firstColumn + 10, top, { width: width(column) });
      }),
    );
    bottom = Math.max(bottom, pdf.y);
  });
  one.end();
  pdf.y = bottom + 3;
}
