import { isUuid } from '@cairn/postgres';
import { tellings } from './event-types.js';

/** Whom a record may concern. */
export interface RecordHead {
  /** Bare ids of tenants. */
  readonly tenants: readonly string[];
}

const told = new Set(tellings.map(({ contract }) => contract.type));
/** Types whose data name further tenants; the data of all others need not be read to know whom they concern. */
const ofSeveral = new Map(tellings.flatMap(({ contract, also }) => (also ? [[contract.type, also] as const] : [])));

/** Reads the attributes of a CloudEvent without its data, which may be long; undefined when webhooks do not tell of it. */
export function headOf(value: string): RecordHead | undefined {
  const cut = value.indexOf(',"data":');
  const first = cut < 0 ? undefined : parsed(`${value.slice(0, cut)}}`);
  // Written by others, the attributes may stand behind the data.
  const { type, tenantid } = (first && 'tenantid' in first ? first : parsed(value)) ?? {};
  if (typeof type !== 'string' || !told.has(type) || !isUuid(tenantid)) return undefined;
  const also = ofSeveral.get(type);
  const data = also && parsed(value)?.['data'];
  const others = also?.map((member) => (data as Record<string, unknown> | undefined)?.[member]) ?? [];
  return { tenants: [tenantid, ...others.filter(isUuid)] };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
