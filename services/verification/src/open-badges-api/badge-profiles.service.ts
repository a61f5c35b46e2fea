import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { BackpackKeys } from '../backpack/backpack-keys.service.js';
import { BackpackOwners, type Owner } from '../backpack/backpack-owners.service.js';
import { BackpackProfileStore } from '../backpack/backpack-profile.store.js';
import { openProfile, sealProfile } from '../backpack/sealed-parts.js';
import { type BadgeCaller, ownerOf } from './badge-caller.service.js';
import { BadgeFault } from './status-info.js';

/** What a person calls himself where his badges are: what his wallet wrote, or what is known. */
@Injectable()
export class BadgeProfiles {
  constructor(
    private readonly database: Database,
    private readonly keys: BackpackKeys,
    private readonly owners: BackpackOwners,
    private readonly store: BackpackProfileStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(caller: BadgeCaller): Promise<object> {
    const owner = ownerOf(caller);
    const { tenant, earner } = owner;
    const written = await this.database.read({ tenant }, async (tx) => {
      const sealed = await this.store.of(tx, tenant, earner);
      const key = sealed && (await this.keys.of(tx, tenant, [earner])).get(earner);
      return sealed && key ? openProfile(key, tenant, earner, sealed) : undefined;
    });
    return written ?? knownProfile(owner, caller.principal.proven);
  }

  /** Throws BadgeFault 400 for what is no profile. */
  async put(caller: BadgeCaller, profile: unknown): Promise<object> {
    const { tenant, earner } = ownerOf(caller);
    if (!isProfile(profile)) throw new BadgeFault(400, 'invalid_data', 'A profile is a JSON object with an `id` and the `type` Profile.');
    await this.database.write({ tenant }, async (tx) => {
      const held = await this.owners.hold(tx, { tenant, earner });
      if (!held.ok) throw new BadgeFault(404, 'not_found', 'The person has claimed no record here.');
      const key = await this.keys.ensure(tx, tenant, earner);
      await this.store.put(tx, tenant, earner, sealProfile(key, tenant, earner, profile), new Date(this.clock.now()));
      await note(tx, { tenant, action: 'cairn.backpack.profile-changed', subject: earner, subjectKind: 'EARNER', earners: [earner] });
    });
    return profile;
  }
}

function knownProfile({ earner }: Owner, proven: readonly string[]): object {
  const email = proven.find((identifier) => identifier.includes('@'));
  return {
    '@context': ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: `urn:uuid:${earner}`,
    type: ['Profile'],
    ...(email === undefined ? {} : { email }),
  };
}

function isProfile(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { id, type } = value as { id?: unknown; type?: unknown };
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return typeof id === 'string' && id !== '' && types.includes('Profile');
}
