import { describe, expect, it } from 'vitest';
import { isThirdParty, siteOf } from './site.ts';

describe('siteOf', () => {
  // Cases of the public suffix list's own tests (https://raw.githubusercontent.com/publicsuffix/list/main/tests/test_psl.txt).
  it.each([
    ['https://example.com/', 'https://example.com'],
    ['https://b.example.com/', 'https://example.com'],
    ['https://a.b.example.uk.com/', 'https://example.uk.com'],
    ['https://www.test.k12.ak.us/', 'https://test.k12.ak.us'],
    ['https://a.b.c.kobe.jp/', 'https://b.c.kobe.jp'],
    ['https://www.city.kobe.jp/', 'https://city.kobe.jp'],
    ['https://b.test.ck/', 'https://b.test.ck'],
    ['https://www.www.ck/', 'https://www.ck'],
    ['https://www.xn--85x722f.xn--55qx5d.cn/', 'https://xn--85x722f.xn--55qx5d.cn'],
  ])('%s belongs to %s', (address, site) => {
    expect(siteOf(address)).toBe(site);
  });

  it('takes private suffixes for borders, as browsers do', () => {
    expect(siteOf('https://tool.github.io/')).toBe('https://tool.github.io');
    expect(siteOf('https://other.github.io/')).not.toBe(siteOf('https://tool.github.io/'));
  });

  it('takes the whole host where there is no registrable domain', () => {
    expect(siteOf('http://127.0.0.1:8080/a')).toBe('http://127.0.0.1');
    expect(siteOf('http://[::1]:8080/a')).toBe('http://[::1]');
    expect(siteOf('http://localhost:1/')).toBe('http://localhost');
    expect(siteOf('http://platform.localhost:1/')).toBe('http://platform.localhost');
    expect(siteOf('https://co.uk/')).toBe('https://co.uk');
  });

  it('tells http and https apart, and ports not', () => {
    expect(siteOf('http://example.com/')).not.toBe(siteOf('https://example.com/'));
    expect(siteOf('https://example.com:8443/')).toBe(siteOf('https://example.com/'));
    expect(siteOf('wss://example.com/')).toBe(siteOf('https://example.com/'));
  });

  it('gives pages without an address of their own no site', () => {
    expect(siteOf('about:blank')).toBeNull();
    expect(siteOf('data:text/html,x')).toBeNull();
  });
});

describe('isThirdParty', () => {
  const platform = 'http://platform.localhost:1/launch';

  it('is the tool in the frame of a platform', () => {
    expect(isThirdParty('http://127.0.0.1:2/launch', [platform])).toBe(true);
    expect(isThirdParty('https://tool.example.com/', ['https://lms.example.com/'])).toBe(false);
  });

  it('is no page at the top', () => {
    expect(isThirdParty('http://127.0.0.1:2/launch', [])).toBe(false);
  });

  it('is a page of the platform inside of the tool as well', () => {
    expect(isThirdParty('http://platform.localhost:1/form', ['http://127.0.0.1:2/launch', platform])).toBe(true);
  });

  it('looks past pages without an address to those around them', () => {
    expect(isThirdParty('http://127.0.0.1:2/launch', ['about:blank', platform])).toBe(true);
    expect(isThirdParty('http://platform.localhost:1/form', ['about:blank', platform])).toBe(false);
  });
});
