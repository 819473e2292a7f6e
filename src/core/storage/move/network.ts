import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';

/** File systems of other machines: SQLite cannot rely on their locks, nor on what they say is written (SQLite FAQ 5). */
const networkTypes =
  /^(nfs\d?|cifs|smb\d?|smbfs|afpfs|afs|9p|ncpfs|webdav|davfs|fuse\.(sshfs|rclone|davfs2?|s3fs|gvfsd-fuse|glusterfs)|glusterfs|ceph|lustre)$/;

export type Mount = { at: string; type: string };

/** Mounts as Linux lists them in `/proc/mounts`; blanks are written `\040`. */
export function readProcMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, at, type] = line.split(' ');
    if (at === undefined || type === undefined) return [];
    return [
      {
        at: at.replace(/\\([0-7]{3})/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 8))),
        type,
      },
    ];
  });
}

/** Mounts as `mount` of macOS prints them: `//me@nas/data on /Volumes/data (smbfs, nodev, …)`. */
export function readMacMounts(text: string): Mount[] {
  return [...text.matchAll(/^.* on (?<at>\/.*) \((?<type>[^,)]+)/gm)].map(({ groups = {} }) => ({
    at: groups.at ?? '',
    type: groups.type ?? '',
  }));
}

/** Whether the deepest mount above the path is one of another machine. */
export function isOnNetwork(path: string, mounts: readonly Mount[]): boolean {
  const above = mounts.filter(({ at }) => path === at || path.startsWith(at.endsWith('/') ? at : `${at}/`));
  const deepest = above.reduce<Mount | null>(
    (best, one) => (best === null || one.at.length >= best.at.length ? one : best),
    null,
  );
  return deepest !== null && networkTypes.test(deepest.type);
}

/** Whether an existing folder is on another machine, as far as the system says. */
export function isNetworkFolder(folder: string): boolean {
  if (process.platform === 'win32') return /^\\\\(?!\?\\[a-z]:|\.\\)/i.test(realpathSync.native(folder));
  try {
    const mounts =
      process.platform === 'darwin'
        ? readMacMounts(execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 5_000 }))
        : readProcMounts(readFileSync('/proc/mounts', 'utf8'));
    return isOnNetwork(realpathSync(folder), mounts);
  } catch {
    return false;
  }
}
