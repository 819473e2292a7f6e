import { describe, expect, it } from 'vitest';
import { claimOfPath, lineOfClaim, readClaims, withClaim } from './setup.ts';

const roles = 'https://purl.imsglobal.org/spec/lti/claim/roles';

describe('the claims a person types', () => {
  it.each([
    ['', true],
    ['{"a": null}', true],
    ['[]', false],
    ['1', false],
    ['{', false],
  ])('%s', (text, ok) => {
    expect(readClaims(text).ok).toBe(ok);
  });

  it('gain a claim, or have one replaced, and nothing else changes', () => {
    const added = withClaim('{"sub":"a"}', roles, '[]');
    expect(JSON.parse(added ?? '')).toEqual({ sub: 'a', [roles]: [] });
    expect(JSON.parse(withClaim(added ?? '', 'sub', '"b"') ?? '')).toEqual({ sub: 'b', [roles]: [] });
  });

  it('are left alone while they are no object', () => {
    expect(withClaim('{', 'sub', '"b"')).toBeNull();
  });

  it('have their problems beside the line of the claim', () => {
    const text = `{\n  "sub": 1,\n  "${roles}": "x"\n}`;
    expect(lineOfClaim(text, claimOfPath(`$['${roles}'][0]`))).toBe(3);
    expect(lineOfClaim(text, claimOfPath('$.sub'))).toBe(2);
    expect(lineOfClaim(text, claimOfPath('$.name'))).toBeNull();
    expect(lineOfClaim(text, claimOfPath('$'))).toBeNull();
  });
});
