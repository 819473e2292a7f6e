import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { builtInContracts } from '../adapters/node/built-in-contracts.ts';
import { checkContract, createContractLibrary, type StoredContract } from './library.ts';
import { documentOf } from './test-support.ts';

const folder = fileURLToPath(new URL('../../../resources/contracts', import.meta.url));
const mine = documentOf("/a: {get: {operationId: readA, responses: {'200': {description: ok}}}}");

function libraryWith(own: StoredContract[]) {
  return createContractLibrary({ builtIn: builtInContracts(folder), userContracts: async () => own });
}

describe('the contract library', () => {
  it('lists what is built in and what the user brought', async () => {
    const list = await libraryWith([{ id: 'mine', text: mine }]).list();
    expect(list.map(({ id, builtIn }) => [id, builtIn])).toEqual(
      expect.arrayContaining([
        ['proctorexam', true],
        ['vitalsource-launch', true],
        ['mine', false],
      ]),
    );
  });

  it('parses a text once, and again when it changes', async () => {
    const own: StoredContract[] = [{ id: 'mine', text: mine }];
    const library = libraryWith(own);
    const first = await library.get('mine');
    expect(await library.get('mine')).toBe(first);
    own[0] = { id: 'mine', text: mine.replace('readA', 'readB') };
    expect([...(await library.get('mine')).operations.keys()]).toEqual(['readB']);
  });

  it('keeps listing a contract that can no longer be read, with the reason', async () => {
    const library = libraryWith([{ id: 'broken', text: 'openapi: 3.0.0' }]);
    const broken = (await library.list()).find(({ id }) => id === 'broken');
    expect(broken).toMatchObject({ operationCount: 0, description: expect.stringContaining('OpenAPI 3.0.0') });
    await expect(library.get('broken')).rejects.toMatchObject({
      problem: { code: 'contract.unsupported', params: { line: 1 } },
    });
  });

  it('does not let a user contract take the place of a built-in one', async () => {
    const found = await libraryWith([{ id: 'proctorexam', text: mine }]).get('proctorexam');
    expect(found.contract.summary.builtIn).toBe(true);
  });

  it('says which contract is not there', async () => {
    await expect(libraryWith([]).get('gone')).rejects.toMatchObject({
      problem: { code: 'not-found', params: { id: 'gone' } },
    });
  });

  it('checks a file without keeping it', () => {
    expect(checkContract(mine)).toMatchObject({ ok: true, warnings: [] });
    expect(checkContract('nonsense')).toMatchObject({ ok: false, errors: [{ line: 1 }] });
  });
});
