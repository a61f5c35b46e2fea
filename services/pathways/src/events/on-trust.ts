import { accreditationCorrected, accreditationEnded, accreditationRecorded } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { RecomputeStore } from '../progress/recompute.store.js';
import { tierOf } from '../trust/trust-period.js';
import type { TrustStore } from '../trust/trust.store.js';

/** What bodies say of issuers. Whatever looks at it is worked out anew in the background. */
export const onTrust = (trust: TrustStore, recompute: RecomputeStore): Listener[] =>
  [accreditationRecorded, accreditationCorrected, accreditationEnded].map((contract) =>
    listenTo(contract, async (tx, { tenantid: tenant, data: { accreditation: id, version, subjectIssuer: issuer, body, kind, from, until } }) => {
      const touched = await trust.put(tx, { id, tenant, version, issuer, body, tier: tierOf[kind], from, until });
      if (touched === null) return 'stale';
      if (touched.length > 0) await recompute.trustChanged(tx);
      return 'applied';
    }),
  );
