import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const services = ['issuers', 'achievements', 'earners', 'pathways', 'verification'];

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Our TypeScript below some folders, generated files left out. */
export function sources(...folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('schema.types.ts') && !path.includes('node_modules/'))
    .map((path) => ({ path, text: read(path) }));
}

/** Test code may reach further than product code. */
export const isTest = (path: string): boolean => /\.(spec|db-spec|kafka-spec|fixture)\.ts$/.test(path) || path.includes('/testing/');

/** What a file imports, as the compiler reads it: packages by name, files of ours by path from the root. */
export function importsOf({ path, text }: SourceFile): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .map((name) => (name.startsWith('.') ? relative(root, join(root, dirname(path), name)).replace(/\.js$/, '.ts') : name));
}

/** The parsed file, for rules that a regular expression would get wrong. */
export const parse = ({ path, text }: SourceFile): ts.SourceFile => ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);

/** Text with comments blanked out, so that a rule does not trip over what is only said. */
export function withoutComments({ text }: SourceFile): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}
