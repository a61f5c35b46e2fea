import { publicId } from '@cairn/subgraph';
import type { Caller } from '../caller.js';
import type { SubgraphSource } from '../datasource.js';
import { Refused } from '../refused.js';
import { Unanswered } from '../subgraph.js';
import { KeptTexts } from './kept-texts.js';
import { hashOf } from './operation-hash.js';

/** A document as sent: its text, its hash, or both. */
export interface SentDocument {
  readonly query?: string;
  readonly hash?: string;
}

/** The document to check and run. */
export interface FoundDocument {
  readonly query: string;
  readonly hash: string;
}

const textQuery = 'query StoredOperationText($clientId: ID!, $hash: String!) { storedOperationText(clientId: $clientId, hash: $hash) }';

/** Texts that one client can have remembered for it, and the longest that is. */
const automaticEach = 100;
const automaticLength = 16_384;

/**
 * Finds documents that are sent by their hash: those a client has stored (`publishOperations`), and those it has sent in
 * full before (automatic persisted queries). Both belong to the one client. A text is held to every limit again.
 */
export class StoredOperations {
  private readonly automatic = new KeptTexts(16_000_000, automaticEach);
  private readonly published = new KeptTexts(32_000_000, 2_000);

  constructor(
    private readonly issuers: SubgraphSource,
  ) {}

  /**
   * Throws Refused: 400 for a hash that is not the text's, 403 for a client that may send stored operations only and sends
   * another, PERSISTED_QUERY_NOT_FOUND when nothing is known of the hash, 503 when issuers cannot be asked.
   */
  async find({ query, hash: given }: SentDocument, caller: Caller, requestId: string): Promise<FoundDocument> {
    if (query === undefined && given === undefined) throw new Refused(400, 'BAD_REQUEST', 'The body is `{ "query": "…" }`, or names a stored operation.');
    const hash = query === undefined ? (given ?? '') : hashOf(query);
    if (given !== undefined && given !== hash) throw new Refused(400, 'BAD_REQUEST', 'The hash is not that of the document sent with it.');
    if (caller.operationsOnly) {
      const text = await this.stored(caller, hash, requestId);
      if (text === undefined) throw new Refused(403, 'OPERATION_NOT_STORED', 'This client may send its stored operations only (`publishOperations`).');
      return { query: text, hash };
    }
    if (query !== undefined) return { query, hash };
    const text = this.automatic.get(ownerOf(caller), hash) ?? (await this.stored(caller, hash, requestId));
    // The message is what clients of automatic persisted queries wait for before they send the text.
    if (text === undefined) throw new Refused(200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    return { query: text, hash };
  }

  /** Remembers a document that was sent in full with its hash, once it has been accepted. */
  remember({ query, hash: given }: SentDocument, { hash }: FoundDocument, caller: Caller): void {
    if (query !== undefined && given === hash && query.length <= automaticLength) this.automatic.keep(ownerOf(caller), hash, query);
  }

  private async stored({ principal }: Caller, hash: string, requestId: string): Promise<string | undefined> {
    const { kind, actor } = principal;
    if (kind !== 'CLIENT' || actor === null) return undefined;
    const kept = this.published.get(actor, hash);
    if (kept !== undefined) return kept;
    const text = await this.ask(publicId('ApiClient', actor), hash, requestId);
    // A row that does not have its own hash is not what the client stored.
    if (text === null || hashOf(text) !== hash) return undefined;
    this.published.keep(actor, hash, text);
    return text;
  }

  private async ask(clientId: string, hash: string, requestId: string): Promise<string | null> {
    try {
      const { storedOperationText } = await this.issuers.askForGateway({ query: textQuery, variables: { clientId, hash } }, requestId);
      return storedOperationText as string | null;
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      throw new Refused(503, 'SUBGRAPH_UNAVAILABLE', 'Stored operations cannot be looked up at present.', true, { service: 'issuers' });
    }
  }
}

/** Strangers share what they sent: the hash is checked, so one cannot change what another runs. */
const ownerOf = ({ principal }: Caller): string => `${principal.tenant} ${principal.actor}`;
