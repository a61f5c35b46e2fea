import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anAward, anIssuer, aPublishedAchievement, eventually, type Marked } from './arrange.js';

interface Endorsement {
  readonly id: string;
  readonly url: string;
  readonly state: string;
  readonly document: object | null;
}

const refusals = 'userErrors { code field message }';
const fields = 'endorsement { id url state document }';

const verify = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict ours steps { step outcome code } } }`;

describe('two institutions, one of which endorses the other', () => {
  let harbour: TestTenant;
  let guild: TestTenant;
  let university: Marked;
  let endorser: Marked;
  let achievement: AchievementMarked;
  beforeAll(async () => {
    [harbour, guild] = [await aTenant('Harbour University'), await aTenant('Boat Builders Guild')];
    [university, endorser] = [await anIssuer(harbour), await anIssuer(guild)];
    achievement = await aPublishedAchievement(harbour, university, 'Builds boats');
  });

  const did = async (by: TestTenant, name: string, type: string, input: object): Promise<Endorsement> => {
    const ask = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} position ${refusals} } }`;
    return (await by.mutate<{ endorsement: Endorsement }>(ask, { input })).endorsement;
  };
  const check = async (document: object | null) =>
    (await aRegistry().operator.as(null).read<{ verifyCredential: { verdict: string; ours: boolean; steps: { step: string; outcome: string; code: string | null }[] } }>(verify, { input: { document } }))
      .verifyCredential;

  it('asks for support, gets it signed, shows it, and loses it when it is withdrawn', async () => {
    const subject = { achievementVersionId: achievement.versionId };
    // Both sides were heard of elsewhere; verification hears of them a moment later.
    const asked = await eventually(
      () => did(harbour, 'requestEndorsement', 'RequestEndorsementInput', { endorserId: endorser.id, subject, message: 'You know our yard.' }).catch(() => null),
      (made) => made !== null,
    );
    const { id, url } = asked as Endorsement;
    const inbox = await guild.read<{ endorsements: { nodes: { id: string; message: string }[] } }>('{ endorsements(first: 10, state: REQUESTED, side: ENDORSER) { nodes { id message } } }');
    expect(inbox.endorsements.nodes).toEqual([{ id, message: 'You know our yard.' }]);
    await did(guild, 'endorse', 'EndorseInput', { endorsementId: id, comment: 'Their boats float.' });
    const page = (accept: string) => fetch(`${aRegistry().url}${new URL(url).pathname}`, { headers: { accept } });
    expect((await page('text/html')).status).toBe(404);
    const accepted = await did(harbour, 'acceptEndorsement', 'EndorsementIdInput', { id });
    expect(await (await page('application/json')).json()).toEqual(accepted.document);
    expect(await (await page('text/html')).text()).toContain('Their boats float.');
    expect(await check(accepted.document)).toMatchObject({ verdict: 'VALID' });
    const shown = await aRegistry()
      .operator.as(null)
      .read<{ achievement: { endorsements: { nodes: object[]; totalCount: number } } }>(
        `query ($id: ID!) { achievement(id: $id) { endorsements(first: 5) { nodes { id comment endorser { name } } totalCount } } }`,
        { id: achievement.id },
      );
    expect(shown.achievement.endorsements).toMatchObject({ nodes: [{ id, comment: 'Their boats float.', endorser: { name: expect.any(String) } }], totalCount: 1 });
    await new Promise((resume) => setTimeout(resume, 1_100));
    await did(guild, 'withdrawEndorsement', 'EndorsementIdInput', { id });
    const withdrawn = await check(accepted.document);
    expect(withdrawn.verdict).toBe('INVALID');
    expect(withdrawn.steps).toContainEqual({ step: 'revocation', outcome: 'INVALID', code: 'REVOKED' });
  });

  it('is refused what is not its own to do', async () => {
    const award = await anAward(harbour, achievement, `E-${Date.now()}`);
    const asked = await eventually(
      () => did(harbour, 'requestEndorsement', 'RequestEndorsementInput', { endorserId: endorser.id, subject: { awardId: award.id } }).catch(() => null),
      (made) => made !== null,
    );
    const input = { id: asked?.id };
    const stranger = await aTenant('Elsewhere College');
    await expect(did(stranger, 'acceptEndorsement', 'EndorsementIdInput', input)).rejects.toThrow(/NOT_FOUND/);
    await expect(did(guild, 'withdrawEndorsement', 'EndorsementIdInput', input)).rejects.toThrow(/ENDORSEMENT_STATE_INVALID/);
    await did(guild, 'endorse', 'EndorseInput', { endorsementId: asked?.id, comment: 'Well built.' });
    await expect(did(guild, 'acceptEndorsement', 'EndorsementIdInput', input)).rejects.toThrow(/GRANT_MISSING/);
    await expect(did(harbour, 'endorse', 'EndorseInput', { endorserId: university.id, subject: { awardId: award.id }, comment: 'Ours.' })).rejects.toThrow(/ENDORSEMENT_OF_ONESELF/);
    expect(await did(harbour, 'declineEndorsement', 'EndorsementIdInput', input)).toMatchObject({ state: 'DECLINED' });
  });
});
