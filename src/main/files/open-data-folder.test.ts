import { expect, it } from 'vitest';
import { openDataFolder } from './open-data-folder.ts';

const location = { home: '/home', folder: '/disk/data', database: '/disk/data/countersign.db', old: null };
const request = async () => ({ ok: true as const, output: { ...location, present: true, homeHasData: false } });

it('opens the folder core names', async () => {
  const opened: string[] = [];
  await openDataFolder({
    request,
    openPath: async (path) => {
      opened.push(path);
      return '';
    },
  });
  expect(opened).toEqual(['/disk/data']);
});

it('says why it cannot be opened', async () => {
  await expect(openDataFolder({ request, openPath: async () => 'No file manager' })).rejects.toMatchObject({
    problem: { code: 'file.unreadable', params: { name: '/disk/data' }, detail: 'No file manager' },
  });
});
