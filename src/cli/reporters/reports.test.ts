import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { htmlOf } from './html.ts';
import { junitOf } from './junit.ts';
import { type Report, type ReportCase, reportSchema } from './report.ts';
import { reportFiles, writeReports } from './write.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hostile =
  '</style><script>alert(1)</script> "\'><img src=x onerror=alert(2)> \u202e\u0000\ud800 javascript:alert(3)';

function everywhere(text: string): Report {
  const only: ReportCase = {
    id: text,
    title: text,
    result: 'failed',
    state: text,
    headline: text,
    status: 403,
    verdict: 'deviates',
    failure: { type: 'verdict', message: `because ${text}`, fix: text },
    checks: [{ id: text, level: 'error', expected: text, actual: text, source: text }],
    causes: [
      { text, state: 'confirmed', why: text, evidence: null },
      { text: 'ruled out cause', state: 'ruled-out', why: null, evidence: null },
    ],
    outputs: [[text, text]],
    exchange: {
      id: text,
      kind: 'launch',
      request: { method: text, url: text, headers: [[text, text]], fields: [[text, text]], body: text },
      hops: [
        {
          index: 0,
          frame: 'top',
          method: text,
          url: text,
          status: 403,
          location: text,
          duration: 12.3,
          cookies: [{ name: text, stored: false, blocked: [text] }],
          failure: { error: text, reason: text },
          responseHeaders: [[text, text]],
          body: { text, truncated: true, size: 10 },
        },
      ],
      platform: {
        returned: null,
        outcomes: [],
        contentItems: {
          at: 0,
          verified: false,
          items: [{ type: text, mediaType: text, title: text, text, url: text, json: text }],
          message: text,
          log: text,
          errorMessage: text,
          errorLog: text,
          data: text,
          findings: [{ id: text, level: 'error', title: text, detail: text, fix: text }],
          fields: [[text, text]],
        },
      },
    },
  };
  return {
    format: 'countersign-report',
    version: 1,
    generator: text,
    command: 'launch',
    title: text,
    suite: text,
    connection: text,
    environment: text,
    contract: text,
    startedAt: '2026-01-02T03:04:05.000Z',
    duration: 1500,
    result: 'failed',
    counts: { passed: 0, failed: 1, skipped: 0 },
    cases: [only],
  };
}

describe('the HTML report', () => {
  const page = htmlOf(everywhere(hostile));

  it('keeps hostile text text, wherever it stands', () => {
    expect(page).not.toMatch(/<script|<img/i);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    // Every attribute value is one of our own: nothing hostile ended one and began another.
    const attributes = [...page.matchAll(/<[a-z0-9]+((?:\s[a-z-]+="[^"]*")*)\s*>/g)].map(([, list]) => list).join(' ');
    expect(attributes).not.toMatch(/onerror|javascript:/);
    expect(page).toContain('&lt;U+202E&gt;');
    expect(page).toContain('&lt;U+0000&gt;');
    expect(page.isWellFormed()).toBe(true);
  });

  it('loads nothing and runs nothing, by its policy and by what is in it', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toMatch(
      /^default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;$/,
    );
    expect(page).not.toMatch(/\s(?:src|href|action|style|on[a-z]+)=["']/);
    expect(page).not.toMatch(/url\(|@import/);
    expect(page).toContain('prefers-color-scheme: dark');
  });

  it('says in words what came out, and what rules causes in or out', () => {
    expect(page).toContain('0 passed, 1 failed, 0 not reached');
    expect(page).toMatch(/class="mark ruled-out">Ruled out<\/span>/);
    expect(page).toContain('Only the beginning is shown; 10 bytes were received.');
  });
});

describe('the JUnit report', () => {
  it('names type, reason, failed checks and the causes that are left', () => {
    const report = everywhere('a < b & "c"');
    const text = junitOf(report);
    expect(text).toContain('<testsuites tests="1" failures="1" errors="0" skipped="0" time="1.5">');
    expect(text).toContain('timestamp="2026-01-02T03:04:05.000Z"');
    expect(text).toContain('<failure type="verdict" message="because a &lt; b &amp; &quot;c&quot;">');
    expect(text).toContain('&#10;confirmed: a &lt; b');
    expect(text).not.toContain('ruled out cause');
  });

  it('keeps passed and skipped cases apart', () => {
    const { cases, ...rest } = everywhere('x');
    const [first] = cases;
    const both: ReportCase[] =
      first === undefined
        ? []
        : [
            { ...first, result: 'passed' },
            { ...first, result: 'skipped', state: 'waiting' },
          ];
    const text = junitOf({ ...rest, counts: { passed: 1, failed: 0, skipped: 1 }, cases: both });
    expect(text).toContain('<testcase classname="x" name="x: x"/>');
    expect(text).toContain('<skipped message="waiting"/>');
  });
});

describe('--report', () => {
  it('takes lists and repetitions; a comma may be part of a file name', () => {
    expect(reportFiles(['junit=a.xml,html=b, c.html', 'json=d.json'])).toEqual([
      { kind: 'junit', file: 'a.xml' },
      { kind: 'html', file: 'b, c.html' },
      { kind: 'json', file: 'd.json' },
    ]);
  });

  it.each(['pdf=x', 'html=', 'html', 'toString=x'])('refuses %s', (option) => {
    expect(() => reportFiles([option])).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ field: '--report' }) }),
    );
  });

  it('writes each file, and says which it could not write', () => {
    const file = join(folder, 'report.json');
    const report = everywhere('x');
    writeReports([{ kind: 'json', file }], report);
    expect(reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))).toEqual(report);
    const missing = [{ kind: 'html' as const, file: join(folder, 'no', 'such', 'folder.html') }];
    expect(() => writeReports(missing, report)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ detail: expect.stringContaining('html report') }) }),
    );
  });
});
