interface Mended {
  readonly documents: readonly string[];
  /** Commas left out or put in. */
  readonly mends: number;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gs;

/**
 * Text that is nearly JSON, as JSON: documents in a row apart, a comma that separates nothing left out, one that is missing
 * between two values put in. Nothing else is touched, so what is broken otherwise stays broken.
 */
export function mendedDocuments(text: string): Mended {
  const documents: string[] = [];
  let current: string[] = [];
  let depth = 0;
  let mends = 0;
  for (const [part] of text.matchAll(token)) {
    const last = current.at(-1) ?? '';
    if (part === ',') {
      if (depth === 0 || opensOrSeparates(last)) mends++;
      else current.push(part);
      continue;
    }
    const closes = part === '}' || part === ']';
    if (closes && last === ',') {
      current.pop();
      mends++;
    }
    if (startsValue(part) && endsValue(last)) {
      if (depth === 0) {
        documents.push(current.join(''));
        current = [];
      } else {
        current.push(',');
        mends++;
      }
    }
    depth += part === '{' || part === '[' ? 1 : closes ? -1 : 0;
    current.push(part);
  }
  if (current.length > 0) documents.push(current.join(''));
  return { documents, mends };
}

const opensOrSeparates = (part: string): boolean => part === '' || /^[[{,:]$/.test(part);
const endsValue = (part: string): boolean => part !== '' && !/^[[{,:]$/.test(part);
const startsValue = (part: string): boolean => !/^[\]},:]$/.test(part);
