import { OpaqueTokens } from '@cairn/access';
import { CLOCK } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';

const purpose = 'blind evidence';
/** How long an address for a reviewer is good, in ms (15 min). */
const goodMs = 900_000;

/** What a reviewer may fetch by an address that he was given. */
export interface BlindGrant {
  readonly tenant: string;
  readonly evidence: string;
  /** Member or client it was given to; to others it is worth nothing. */
  readonly actor: string;
}

/** Addresses of files, below the registry's own. */
@Injectable()
export class EvidenceAddresses {
  constructor(
    private readonly tokens: OpaqueTokens,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** For those who may see the submission: under it the file has the name that the person gave it. */
  known(evidence: string): string {
    return `/files/earners/evidence/${publicId('Evidence', evidence)}`;
  }

  /** For one who must not know whose it is, for 15 minutes: under it the file has its blind name. Who may have it is decided before. */
  blind(grant: BlindGrant): string {
    return `/files/earners/artefacts/${this.tokens.seal(purpose, { ...grant, until: this.clock.now() + goodMs })}`;
  }

  /** What an address grants; undefined when it was not given here, to somebody else, or too long ago. */
  grantOf(token: string, actor: string | null): BlindGrant | undefined {
    const grant = this.tokens.open<BlindGrant & { until: number }>(purpose, token);
    return grant && grant.actor === actor && grant.until > this.clock.now() ? grant : undefined;
  }
}
