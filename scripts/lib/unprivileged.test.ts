import { describe, expect, it } from 'vitest';
import { unprivilegedUser } from './unprivileged.mjs';

describe('unprivilegedUser', () => {
  it('is nobody, with the numbers of this system', () => {
    const passwd = 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin\n';
    expect(unprivilegedUser(passwd)).toEqual({ name: 'nobody', uid: 65534, gid: 65533 });
  });

  it('is nobody at all on a system without that user', () => {
    expect(unprivilegedUser('root:x:0:0:root:/root:/bin/bash\n')).toBeUndefined();
  });
});
