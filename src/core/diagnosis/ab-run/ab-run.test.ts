import { describe, expect, it } from 'vitest';
import type { AbRun } from '../../../protocol/models/exchanges/ab-run.ts';
import {
  type AbVariant,
  abVariants,
  type CookieObservation,
  type Hop,
} from '../../../protocol/models/exchanges/exchange.ts';
import { hop, launch } from '../timeline/test-support.ts';
import { abResult } from './index.ts';

const run: AbRun = {
  id: 'run',
  connectionId: 'connection-1',
  connectionName: 'Northfield',
  operationId: 'launch',
  operationTitle: 'Launch',
  startedAt: 1_800_000_000_000,
  finishedAt: 1_800_000_009_000,
  state: 'finished',
  legs: abVariants.map((variant) => ({ variant, exchangeId: variant, state: 'settled' })),
  problem: null,
};

const cookie = (line: string, ...blocked: string[]): CookieObservation => ({
  name: line.split('=')[0] ?? '',
  line,
  stored: blocked.length === 0,
  blocked,
});
const redirect = (index: number, cookies: CookieObservation[]) =>
  hop(index, { status: 302, location: 'https://tool.example/1', cookies });
const page = (index: number, part: Partial<Hop> = {}) => hop(index, part);

function resultOf(hops: Readonly<Record<AbVariant, Hop[]>>, part: Partial<AbRun> = {}) {
  return abResult({ ...run, ...part }, (id) => {
    const variant = abVariants.find((one) => one === id);
    if (variant === undefined) return undefined;
    return launch(hops[variant], { id, launchMode: variant === 'window' ? 'window' : 'iframe' });
  });
}

const lax = 'session=1; SameSite=Lax';
const none = 'session=1; SameSite=None; Secure';
const well = [redirect(0, [cookie(none)]), page(1, { sentCookies: ['session'] })];

describe('NET-05', () => {
  it('claims nothing where the three are the same, ids of attempts aside', () => {
    const attempt = (id: string) => [
      redirect(0, [cookie(none)]),
      page(1, { url: `https://tool.example/attempts/${id}/page` }),
    ];
    const result = resultOf({
      window: attempt('1004711'),
      iframe: attempt('1004712'),
      'no-third-party-cookies': attempt('1004713'),
    });
    expect(result.verdict).toBe('same');
    expect(result.pairs.map(({ difference, finding }) => [difference, finding])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(result.conclusion).toBe('The launch goes well in all three: no hop differs.');
  });

  it('names the cookie a frame loses, its hop, the reason and who changes what', () => {
    const lost = [redirect(0, [cookie(lax, 'SameSiteLax')]), page(1, { status: 403 })];
    const result = resultOf({
      window: [redirect(0, [cookie(lax)]), page(1, { sentCookies: ['session'] })],
      iframe: lost,
      'no-third-party-cookies': lost,
    });
    const [framed, switchedOff] = result.pairs;
    expect(result.verdict).toBe('differs');
    expect(framed?.difference).toMatchObject({ position: 0, what: 'cookies-stored', values: ['session', 'none'] });
    expect(framed?.finding).toMatchObject({ id: 'NET-05', severity: 'error', owner: 'tool-vendor', hop: 0 });
    expect(result.conclusion).toContain(
      'In the frame, the tool’s cookie session, set by hop 1, was not stored: SameSite=Lax',
    );
    expect(result.conclusion).toContain(
      'It is missing from hop 2. The tool vendor must set session with SameSite=None; Secure',
    );
    expect(switchedOff?.difference).toBeNull();
  });

  it('blames third-party cookies only where the frame alone goes well', () => {
    const refused = [redirect(0, [cookie(none, 'UserPreferences')]), page(1, { status: 403 })];
    const result = resultOf({ window: well, iframe: well, 'no-third-party-cookies': refused });
    expect(result.conclusion).toMatch(/^The launch goes well in the frame and fails in the frame without third-party/);
    expect(result.conclusion).toContain('third-party cookies are switched off');
    expect(result.conclusion).toContain('Partitioned');
  });

  it('names the header that refuses the frame', () => {
    const denied = page(0, {
      responseHeaders: [['X-Frame-Options', 'DENY']],
      failure: { error: 'net::ERR_BLOCKED_BY_RESPONSE', reason: 'The page refuses to be framed.' },
    });
    const shown = page(0, { frame: 'top', responseHeaders: [['X-Frame-Options', 'DENY']] });
    const result = resultOf({ window: [shown], iframe: [denied], 'no-third-party-cookies': [denied] });
    expect(result.conclusion).toContain('X-Frame-Options');
    expect(result.conclusion).toContain('The tool vendor must let the platform frame the page');
  });

  it('says that neither is the cause where all three fail alike', () => {
    const failing = [page(0, { status: 401 })];
    const result = resultOf({ window: failing, iframe: failing, 'no-third-party-cookies': failing });
    expect(result.verdict).toBe('same');
    expect(result.conclusion).toContain('Neither the frame nor third-party cookies are the cause.');
  });

  it('tells pages without an error status apart by what they say', () => {
    const body = (text: string) => ({
      size: 9,
      contentType: 'text/html',
      charset: 'utf-8',
      kind: 'text' as const,
      text: `<title>Reader</title><script>var x = 1</script><p>${text}</p>`,
      truncated: false,
    });
    const lost = [redirect(0, [cookie(lax, 'SameSiteLax')]), page(1, { body: body('State not found') })];
    const result = resultOf({
      window: [
        redirect(0, [cookie(lax)]),
        page(1, { sentCookies: ['session'], body: body('Welcome, reader-4711 &amp; co') }),
      ],
      iframe: lost,
      'no-third-party-cookies': lost,
    });
    expect(result.verdict).toBe('ends-same');
    expect(result.conclusion).toContain('The last page does not read the same');
    expect(result.columns.map(({ end }) => end?.text)).toEqual([
      'Welcome, reader-4711 & co',
      'State not found',
      'State not found',
    ]);
    expect(result.columns[0]?.end?.title).toBe('Reader');
  });

  it('compares what there is while it runs, and says what is missing when it was stopped', () => {
    const legs: AbRun['legs'] = [
      { variant: 'window', exchangeId: 'window', state: 'settled' },
      { variant: 'iframe', exchangeId: null, state: 'waiting' },
      { variant: 'no-third-party-cookies', exchangeId: null, state: 'waiting' },
    ];
    const hops = { window: well, iframe: well, 'no-third-party-cookies': well };
    expect(resultOf(hops, { state: 'running', legs })).toMatchObject({
      verdict: 'running',
      conclusion: '1 of 3 launches have come to rest.',
      pairs: [],
    });
    expect(resultOf(hops, { state: 'cancelled', legs })).toMatchObject({
      verdict: 'incomplete',
      conclusion: expect.stringContaining('did not come to its end'),
    });
  });

  it('is text to paste: conclusion, ways with their hops, findings', () => {
    const lost = [redirect(0, [cookie(lax, 'SameSiteLax')]), page(1, { status: 403 })];
    const { text, conclusion } = resultOf({ window: well, iframe: lost, 'no-third-party-cookies': lost });
    expect(text).toContain(conclusion);
    expect(text).toContain('Frame of another site: 403');
    expect(text).toContain('(without cookies: session)');
    expect(text).toContain('[NET-05]');
  });
});
