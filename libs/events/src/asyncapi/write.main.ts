import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { catalogue } from '../catalogue.js';
import type { EventContract } from '../envelope.js';
import { asyncApiDocument } from './asyncapi-document.js';
import { meaningsIn, toldTypesIn } from './meanings.js';

const here = (path: string): URL => new URL(path, import.meta.url);
const file = fileURLToPath(here('../../../../docs/asyncapi.yaml'));

/** Part of `npm run compose`: writes docs/asyncapi.yaml. With `--check` it writes nothing, and ends with 1 when the file differs. */
function run(check: boolean): number {
  const text = yaml();
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return 0;
  if (check) console.error(`${file} is not what libs/events yields: run \`npm run compose\`.`);
  else writeFileSync(file, text);
  return check ? 1 : 0;
}

function yaml(): string {
  const modules = readdirSync(here('../')).filter((name) => name.endsWith('.ts'));
  const meanings = new Map(modules.flatMap((name) => [...meaningsIn(readFileSync(here(`../${name}`), 'utf8'))]));
  const toldOf = ({ type, sample }: EventContract) => ({ meaning: meanings.get(type) ?? '', sample: JSON.parse(readFileSync(here(`../../samples/${sample}`), 'utf8')) as unknown });
  const document = asyncApiDocument(catalogue.values(), toldOf, toldTypesIn(readFileSync(here('../../../client/src/webhook/webhook-types.ts'), 'utf8')));
  return `# Made from libs/events by \`npm run compose\`.\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

process.exitCode = run(process.argv.includes('--check'));
