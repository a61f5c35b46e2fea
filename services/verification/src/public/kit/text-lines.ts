/** Widths of DejaVu Sans Bold in em, roughly: enough to break lines without measuring. */
const wide = /[MWmw@%—]/;
const narrow = /[ijlI.,:;'|!()[\] ]/;
const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (wide.test(sign) ? 1.05 : narrow.test(sign) ? 0.4 : 0.72), 0);

/**
 * Breaks a text into lines between words; words that are too long break anywhere. What does not fit ends in an ellipsis.
 *
 * @param em how many em fit into a line
 */
export function textLines(text: string, em: number, linesMax: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, em))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= em) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  lines.push(line);
  const shown = lines.filter((one) => one !== '');
  if (shown.length <= linesMax) return shown;
  return [...shown.slice(0, linesMax - 1), `${shown[linesMax - 1]?.replace(/.{0,2}$/, '') ?? ''}…`];
}

function pieces(word: string, em: number): string[] {
  if (widthOf(word) <= em) return [word];
  const most = Math.max(1, Math.floor(em / 0.8));
  return Array.from({ length: Math.ceil([...word].length / most) }, (_, at) => [...word].slice(at * most, (at + 1) * most).join(''));
}
