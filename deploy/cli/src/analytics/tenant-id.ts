import { InvalidArgumentError } from 'commander';

/** The bare id of a tenant, given as `ten_…` or as the database has it. */
export function tenantId(text: string): string {
  const [, id] = /^(?:ten_)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  if (!id) throw new InvalidArgumentError(`${text} is no id of a tenant.`);
  return id;
}
