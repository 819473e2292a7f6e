import { expect, it } from 'vitest';
import { isOnNetwork, readMacMounts, readProcMounts } from './network.ts';

const linux = readProcMounts(
  [
    '/dev/sda1 / ext4 rw,relatime 0 0',
    'nas:/export /mnt/nas nfs4 rw 0 0',
    '//nas/share /mnt/my\\040share cifs rw 0 0',
    '/dev/sdb1 /mnt/nas/local ext4 rw 0 0',
    'me@host:/ /home/me/remote fuse.sshfs rw 0 0',
  ].join('\n'),
);
const mac = readMacMounts(
  '/dev/disk3s1 on / (apfs, local, journaled)\n//me@nas/data on /Volumes/My data (smbfs, nodev, nosuid)\n',
);

it.each([
  ['/mnt/nas/data', true],
  ['/mnt/nas', true],
  ['/mnt/nasty', false],
  ['/mnt/my share/a', true],
  ['/mnt/nas/local/data', false],
  ['/home/me/remote/x', true],
  ['/home/me', false],
])('%s is on another machine: %s', (path, expected) => {
  expect(isOnNetwork(path, linux)).toBe(expected);
});

it('mounts of macOS are read', () => {
  expect(isOnNetwork('/Volumes/My data/countersign', mac)).toBe(true);
  expect(isOnNetwork('/Users/me', mac)).toBe(false);
});
