/** Text as it may stand in a picture: no signs that XML forbids, none that turn the direction of what follows. */
export const plainText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '')
    .replaceAll(/[^\P{C}\u00ad\u200c\u200d]|[\ufffe\uffff]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Whether a text reads from right to left: by its first letter (UAX 9, P2). */
export function isRightToLeft(text: string): boolean {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  return letter !== undefined && rightToLeft.test(letter);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Breadth of a text in tenths of the font's size, rather too broad than too narrow. */
export function breadth(text: string): number {
  let sum = 0;
  for (const { segment } of graphemes.segment(text)) sum += breadthOf(segment);
  return sum;
}

function breadthOf(grapheme: string): number {
  const [sign = ''] = grapheme;
  if (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(sign)) return 11;
  if (/[MW@%&\u2014\u2026]/.test(sign)) return 10;
  if (/\p{Lu}/u.test(sign)) return 8;
  if (/[ijlft.,:;'!|()[\] ]/.test(sign)) return 4;
  return 7;
}

/** Lines no broader than `most` tenths of the font's size; what does not fit into `lines` ends with an ellipsis. Words too broad are cut. */
export function wrapped(text: string, most: number, lines: number): string[] {
  const done: string[] = [];
  let line = '';
  for (const word of plainText(text).split(' ').flatMap((each) => pieces(each, most))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (breadth(longer) <= most) {
      line = longer;
      continue;
    }
    done.push(line);
    line = word;
    if (done.length > lines) break;
  }
  done.push(line);
  if (done.length <= lines) return done.filter((each) => each !== '');
  const last = done[lines - 1] ?? '';
  return [...done.slice(0, lines - 1), ended(last, most)];
}

/** A word in pieces that fit into a line each. */
function pieces(word: string, most: number): string[] {
  if (breadth(word) <= most) return [word];
  const found = [''];
  for (const { segment } of graphemes.segment(word)) {
    const longer = (found.at(-1) ?? '') + segment;
    if (breadth(longer) <= most) found[found.length - 1] = longer;
    else found.push(segment);
  }
  return found;
}

function ended(line: string, most: number): string {
  const signs = [...graphemes.segment(line)].map(({ segment }) => segment);
  while (signs.length > 0 && breadth(`${signs.join('')}…`) > most) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}
