const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/**
 * Whether any object in this JSON has a member twice. Parsers differ in which of the two they take, so that one of them
 * could be shown to us and the other to somebody else (RFC 7519, section 4).
 *
 * @param text sound JSON
 */
export function duplicatesAMember(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (/^\s*:/.test(text.slice(index + token.length, index + token.length + 16))) {
      const members = open.at(-1);
      const name = JSON.parse(token) as string;
      if (members?.has(name)) return true;
      members?.add(name);
    }
  }
  return false;
}
