import { describe, expect, it } from 'vitest';
import { type StoreSetup, storeSetupSchema } from '../../protocol/models/lti/store-setup.ts';
import { exportStoreSetup } from './index.ts';
import { storeLaunchUrl } from './launch-url.ts';

const setup: StoreSetup = {
  name: 'Harbour & Tide <Library>',
  url: 'https://library.example/',
  consumerKey: 'example-university',
  secret: 'a secret for tests only',
  access: { kind: 'plan', plan: 'Campus' },
};
const launchUrl = 'https://library.example/auth/lti';

describe('the launch address of a store', () => {
  it.each([
    ['https://library.example', launchUrl],
    ['https://library.example/', launchUrl],
    ['https://library.example/auth/lti/', launchUrl],
    ['https://school.example/library//?x=1#y', 'https://school.example/library/auth/lti'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/auth/lti'],
  ])('%s → %s', (url, expected) => {
    expect(storeLaunchUrl(url)).toBe(expected);
  });
});

describe.each(['message', 'moodle', 'canvas', 'schoology'] as const)('the text for %s', (format) => {
  it('names address, key, secret and access, each whole on a line', () => {
    const { text, mediaType } = exportStoreSetup(setup, format);
    expect(mediaType).toBe('text/plain');
    for (const value of [launchUrl, setup.consumerKey, 'a secret for tests only']) {
      expect(text.split('\n').some((line) => line.endsWith(value))).toBe(true);
    }
    expect(text).toContain('the plan "Campus"');
    expect(exportStoreSetup({ ...setup, access: { kind: 'full' } }, format).text).toContain('full access');
  });

  it('says where its labels come from, and which step nobody confirmed', () => {
    if (format === 'message') return;
    const { text } = exportStoreSetup(setup, format);
    expect(text).toMatch(/taken from:\n- \S/);
    const doubtful = text.split('\n').filter((line) => line.endsWith('(general knowledge, unconfirmed)'));
    expect(doubtful).toHaveLength(format === 'moodle' ? 0 : 1);
  });

  it('says that the secret comes separately when it is not given', () => {
    const { secret: _kept, ...without } = setup;
    expect(exportStoreSetup(without, format).text).toContain('sent to you separately');
  });
});

describe('the cartridge', () => {
  const { text, fileName } = exportStoreSetup(setup, 'cartridge');

  it('is an IMS LTI link with name and address, every text escaped', () => {
    expect(fileName).toBe('lti-cartridge.xml');
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<cartridge_basiclti_link\s/);
    expect(text).toContain('<blti:title>Harbour &amp; Tide &lt;Library&gt;</blti:title>');
    expect(text).toContain(`<blti:secure_launch_url>${launchUrl}</blti:secure_launch_url>`);
    expect(text).toContain('<lticm:property name="domain">library.example</lticm:property>');
  });

  it('opens and closes every element in order, with known prefixes only', () => {
    const open: string[] = [];
    for (const [, closing, name = '', selfClosing] of text.matchAll(/<(\/?)([a-z_]+(?::[a-z_]+)?)\b[^>]*?(\/?)>/g)) {
      if (closing === '/') expect(open.pop()).toBe(name);
      else if (selfClosing !== '/') open.push(name);
      const prefix = name.includes(':') ? name.split(':', 1)[0] : '';
      expect(prefix === '' || text.includes(`xmlns:${prefix}="`)).toBe(true);
    }
    expect(open).toEqual([]);
  });

  it('holds neither key nor secret', () => {
    expect(text).not.toContain(setup.consumerKey);
    expect(text).not.toContain('a secret');
  });

  it('uses the plain element for an address without TLS', () => {
    const local = exportStoreSetup({ ...setup, url: 'http://127.0.0.1:4000' }, 'cartridge').text;
    expect(local).toContain('<blti:launch_url>http://127.0.0.1:4000/auth/lti</blti:launch_url>');
    expect(local).not.toContain('secure_launch_url');
  });
});

describe('what a setup may be', () => {
  it.each([
    [{ url: 'ftp://library.example' }],
    [{ url: 'library.example' }],
    [{ name: 'Two\nlines' }],
    [{ consumerKey: ' ' }],
    [{ access: { kind: 'plan', plan: '' } }],
  ])('not %j', (change) => {
    expect(storeSetupSchema.safeParse({ ...setup, ...change }).success).toBe(false);
  });

  it('loses white space around key and secret, which would break every signature', () => {
    const parsed = storeSetupSchema.parse({ ...setup, consumerKey: ' key ', secret: '\u00a0secret ' });
    expect([parsed.consumerKey, parsed.secret]).toEqual(['key', 'secret']);
  });
});
