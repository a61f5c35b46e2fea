import { type Caller, inParallel, type Told } from './asking.js';
import type { Findings } from './findings.js';
import { unknownId } from './inputs.js';
import type { World } from './world.js';

/** Ways to a tenant's data beside the graph, each by what may be sent of the victim's. */
const ways: Readonly<Record<string, (value: string) => { readonly method?: string; readonly path: string }>> = {
  'GET /imports/earners/<job>/results': (id) => ({ path: `/imports/earners/${id}/results` }),
  'GET /imports/pathways/<job>/results': (id) => ({ path: `/imports/pathways/${id}/results` }),
  'HEAD /uploads/earners/<upload>': (id) => ({ method: 'HEAD', path: `/uploads/earners/${id}` }),
  'GET /c/<credential>': (id) => ({ path: `/c/${id}` }),
};

/** Routes of services, and the change feed, with what is the victim's. */
export async function askOtherWays(world: World, findings: Findings): Promise<void> {
  const secret = [...world.victim.ids.values()].flat().filter((id) => world.secretUuids.has(id.slice(4)));
  const tries = world.callers.flatMap((caller) => Object.entries(ways).flatMap(([what, way]) => secret.slice(0, 12).map((id) => ({ caller, what, way, id }))));
  // A caller may have five transfers at a time.
  await inParallel(tries, 2, async ({ caller, what, way, id }) => {
    const [theirs, nobodys] = await Promise.all([send(world, caller, way(id)), send(world, caller, way(unknownId(id.slice(0, 3))))]);
    findings.saw(what, caller, theirs, [id]);
    findings.saw(what, caller, nobodys);
    findings.alike(what, caller, theirs, nobodys);
  });
  for (const caller of world.callers) {
    findings.saw('GET /sync', caller, await send(world, caller, { path: '/sync?limit=1000' }));
    for (const position of world.victim.positions.slice(0, 5)) {
      const told = await send(world, caller, { path: `/sync?after=${encodeURIComponent(position)}` });
      findings.saw('GET /sync?after=', caller, told);
      findings.refused('GET /sync?after=', caller, told);
    }
  }
}

async function send({ url }: World, { key }: Caller, { method = 'GET', path }: { readonly method?: string; readonly path: string }): Promise<Told> {
  const response = await fetch(url + path, { method, headers: { accept: 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) } });
  return { status: response.status, text: await response.text() };
}
