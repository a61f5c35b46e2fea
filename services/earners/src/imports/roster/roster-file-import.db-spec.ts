import { buffer } from 'node:stream/consumers';
import { newId } from '@cairn/postgres';
import { ZipFile } from 'yazl';
import { aRegistrar, aService, type TestService } from '../../testing/service.js';
import { figures, Importer } from '../testing/importer.js';

const bundle = async (files: Readonly<Record<string, readonly string[]>>): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, lines] of Object.entries(files)) zip.addBuffer(Buffer.from(`${lines.join('\r\n')}\r\n`), name);
  zip.end();
  return buffer(zip.outputStream);
};
const manifest = ['propertyName,value', 'manifest.version,1.0', 'oneroster.version,1.2', 'file.users,bulk'];
const userColumns = 'sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,identifier,primaryOrgSourcedId';
const tables = {
  'manifest.csv': manifest,
  'orgs.csv': ['sourcedId,status,dateLastModified,name,type,identifier', 'o1,active,,Harbour School,school,HARBOUR'],
  'roles.csv': ['sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId', 'r1,active,,u1,primary,student,o1', 'r2,active,,u2,primary,student,o1', 'r3,active,,u3,primary,teacher,o1', 'r4,active,,u4,primary,student,o9'],
  'enrollments.csv': ['sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role', 'e1,active,,C-7,o1,u1,student'],
};

describe('a roster file', () => {
  let service: TestService;
  let importer: Importer;

  beforeAll(async () => {
    service = await aService();
  });
  beforeEach(() => {
    importer = new Importer(service, aRegistrar(newId(), ['AWARD']), 'importRosterFile');
  });
  afterAll(() => service.close());

  const person = async (type: string, value: string) => {
    const query = `query ($f: EarnerFilter) { earners(first: 1, filter: $f) { nodes { name rosterEntry { groups state } } } }`;
    const { data, errors } = await service.ask<{ earners: { nodes: object[] } }>(importer.principal, query, { f: { identifier: { type, value } } });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.earners.nodes[0];
  };

  it('says who stands on the roster and as what; the same file again changes nothing', async () => {
    const columns = 'identifierType,identifier,name,groups,change';
    const file = [columns, 'MEMBER_ID,1,Ada Lind,north;choir,', 'MEMBER_ID,2,Bo Ek,,', 'MEMBER_ID,3,,,LEFT', 'MEMBER_ID,1,Ada,,'].join('\n');
    const first = await importer.run(file);
    expect(figures(first)).toEqual({ created: 2, replaced: 0, unchanged: 0, refused: 2 });
    expect(first.errors).toMatchObject([
      { row: 3, code: 'NOT_FOUND', field: 'identifier' },
      { row: 4, code: 'REPEATED_IN_FILE', field: 'identifier' },
    ]);
    expect(figures(await importer.run(file))).toEqual({ created: 0, replaced: 0, unchanged: 2, refused: 2 });
    const next = [columns, 'MEMBER_ID,1,Ada Lund,north,', 'MEMBER_ID,2,,,LEFT'].join('\n');
    expect(figures(await importer.run(next))).toEqual({ created: 0, replaced: 2, unchanged: 0, refused: 0 });
    expect(await person('MEMBER_ID', '1')).toEqual({ name: 'Ada Lund', rosterEntry: { groups: ['north'], state: 'ACTIVE' } });
    expect(await person('MEMBER_ID', '2')).toEqual({ name: 'Bo Ek', rosterEntry: null });
  });

  it('is a OneRoster bundle as well, line n of users.csv being line n', async () => {
    const users = ['u1,active,,true,ada,Ada,Lind,4711,o1', 'u2,active,,true,bo,Bo,Ek,4712,', 'u3,active,,true,tea,Tea,Cher,,', 'u4,active,,true,x,X,Y,4713,'];
    const job = await importer.run(await bundle({ ...tables, 'users.csv': [userColumns, ...users] }), { format: 'ONEROSTER' });
    expect(figures(job)).toEqual({ created: 2, replaced: 0, unchanged: 1, refused: 1 });
    expect(job.errors).toMatchObject([{ row: 4, code: 'INVALID_VALUE', field: 'orgSourcedId' }]);
    expect(await person('STUDENT_ID', '4711')).toEqual({ name: 'Ada Lind', rosterEntry: { groups: ['C-7', 'HARBOUR'], state: 'ACTIVE' } });
    const later = await bundle({ ...tables, 'users.csv': [userColumns, 'u1,tobedeleted,,true,ada,Ada,Lind,4711,', 'u2,active,,true,bo,Bo,Ek,4712,'] });
    expect(figures(await importer.run(later, { format: 'ONEROSTER' }))).toEqual({ created: 0, replaced: 1, unchanged: 1, refused: 0 });
    expect(await person('STUDENT_ID', '4711')).toEqual({ name: 'Ada Lind', rosterEntry: null });
  });

  it('fails as a whole when the bundle is none, has no users, or is of another version', async () => {
    const bad = [Buffer.from('no zip'), await bundle({ 'manifest.csv': manifest }), await bundle({ 'manifest.csv': ['propertyName,value', 'oneroster.version,2.0'], 'users.csv': [userColumns] })];
    for (const file of bad) expect(await importer.run(file, { format: 'ONEROSTER' })).toMatchObject({ state: 'FAILED', errors: [{ row: 0, code: 'MALFORMED_LINE' }] });
  });
});
