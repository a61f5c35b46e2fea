import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './place.mjs';

const hidden = /\.(spec|db-spec)\.ts$|\/migrations\//;

/** The ten longest files and functions: a direction for the reader, never a failure. */
export function printLargest() {
  const ts = createRequire(import.meta.url)('typescript');
  const names = execFileSync('git', ['ls-files', '*.ts'], { cwd: root, encoding: 'utf8' }).split('\n').filter((name) => name && !hidden.test(name));
  const files = [];
  const functions = [];
  for (const name of names) {
    const text = read(name);
    if (text === undefined) continue;
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
    files.push({ name, lines: text.split('\n').length - 1 });
    walk(source, source);
  }
  print('Longest files', files);
  print('Longest functions', functions);

  function walk(node, source) {
    if (ts.isFunctionLike(node) && node.body) {
      const line = (at) => source.getLineAndCharacterOfPosition(at).line + 1;
      const start = line(node.getStart(source));
      functions.push({ name: `${source.fileName}:${start}`, lines: line(node.getEnd()) - start + 1 });
    }
    ts.forEachChild(node, (child) => walk(child, source));
  }
}

function read(name) {
  try {
    return readFileSync(join(root, name), 'utf8');
  } catch {
    return undefined;
  }
}

function print(title, entries) {
  const largest = entries.sort((a, b) => b.lines - a.lines).slice(0, 10);
  console.log(`${title}:`);
  for (const { name, lines } of largest) console.log(`  ${String(lines).padStart(4)}  ${name}`);
}
