/** Superuser address of the PostgreSQL cluster of this run (see cluster.setup.ts). */
export function clusterAddress(): string {
  const address = process.env.CAIRN_TEST_CLUSTER;
  if (!address) throw new Error('no test cluster: run database specs in the Jest project `database`');
  return address;
}
