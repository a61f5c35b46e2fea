import { type JsonObject, readInput } from '@cairn/credentials';
import { Injectable } from '@nestjs/common';
import type { Owner } from '../backpack/backpack-owners.service.js';
import { BackpackView } from '../backpack/backpack-view.service.js';
import { factsOf } from '../backpack/document-facts.js';
import { OwnCredentials } from '../backpack/own-credentials.service.js';
import type { Page } from './paging.js';

const foreignMax = 1_000;

/** A credential as the Open Badges API tells it: as it was signed. */
interface ListedCredential {
  readonly form: 'JSON' | 'JWS';
  readonly text: string;
  readonly issuedAt: number;
  readonly id: string;
}

export interface CredentialPage {
  /** The body of the answer; each credential byte by byte as it was signed. */
  readonly body: string;
  readonly total: number;
}

/** What a person holds here, as far as it is Open Badges 3.0: what this registry signed and what he brought. */
@Injectable()
export class CredentialList {
  constructor(
    private readonly own: OwnCredentials,
    private readonly view: BackpackView,
  ) {}

  async page(owner: Owner, { limit, offset, since }: Page): Promise<CredentialPage> {
    const [own, brought] = await Promise.all([this.ownOf(owner), this.broughtBy(owner)]);
    const asked = [...own, ...brought].filter(({ issuedAt }) => since === null || issuedAt > since.getTime());
    const sorted = asked.sort((a, b) => a.issuedAt - b.issuedAt || (a.id < b.id ? -1 : 1));
    const shown = sorted.slice(offset, offset + limit);
    const texts = (form: ListedCredential['form']) => shown.filter((one) => one.form === form).map(({ text }) => text);
    // Put together as text: parsing and writing anew would lose what JSON numbers and keys were signed as.
    const body = `{"credential":[${texts('JSON').join(',')}],"compactJwsString":${JSON.stringify(texts('JWS'))}}`;
    return { body, total: sorted.length };
  }

  private async ownOf(owner: Owner): Promise<ListedCredential[]> {
    return (await this.own.documents(owner)).map(({ credential, document }) => ({ form: 'JSON', text: document, issuedAt: issuedAt(document), id: credential.id }));
  }

  private async broughtBy(owner: Owner): Promise<ListedCredential[]> {
    const rows = (await this.view.all(owner, foreignMax)).filter(({ format }) => format === 'OB3_LD' || format === 'OB3_JWT');
    const originals = await this.view.originals(rows);
    return rows.flatMap((row, at): ListedCredential[] => {
      const read = originals[at]?.read;
      if (!read) return [];
      const { compact, document } = read;
      const issued = factsOf({ format: read.format, document }).validFrom?.getTime() ?? 0;
      // A wrapped credential is told without its wrapping.
      return [{ form: compact === undefined ? 'JSON' : 'JWS', text: compact ?? jsonText(read.text, document), issuedAt: issued, id: row.id }];
    });
  }
}

/** The text as it came where it is that document; an envelope's content else. */
const jsonText = (text: string, document: JsonObject): string => (text.trim().startsWith('{') ? text.trim() : JSON.stringify(document));

function issuedAt(document: string): number {
  const reading = readInput(document);
  return reading.ok ? (factsOf(reading.read).validFrom?.getTime() ?? 0) : 0;
}
