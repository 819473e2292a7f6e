import { describe, expect, it } from 'vitest';
import { sandboxArguments } from './sandbox-arguments.mjs';
import { recordingLog } from './testing.ts';

const decide = async (options: { platform?: string; uid?: number; available?: boolean }) => {
  const log = recordingLog();
  const { platform = 'linux', uid = 1000, available = true } = options;
  const isAvailable = async () => available;
  const args = await sandboxArguments({ executable: '/e/electron', log, platform, uid, isAvailable });
  return { args, said: log.lines.join('\n') };
};

describe('sandboxArguments', () => {
  it('keeps the sandbox for a user whose system allows it', async () => {
    expect(await decide({})).toEqual({ args: [], said: '' });
  });

  it('turns it off as root, with a line saying so', async () => {
    const { args, said } = await decide({ uid: 0 });
    expect(args).toEqual(['--no-sandbox']);
    expect(said).toContain('--no-sandbox');
  });

  it('turns it off where the system forbids it, and says how to have it', async () => {
    const { args, said } = await decide({ available: false });
    expect(args).toEqual(['--no-sandbox']);
    expect(said).toContain('chmod 4755 "/e/chrome-sandbox"');
  });

  it('never turns it off elsewhere', async () => {
    expect(await decide({ platform: 'darwin', uid: 0, available: false })).toEqual({ args: [], said: '' });
  });
});
