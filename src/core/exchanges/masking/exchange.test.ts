import { describe, expect, test } from 'vitest';
import { blankHop } from '../../../protocol/models/exchanges/blank-hop.ts';
import type { LaunchSetup } from '../../../protocol/models/lti/launch-setup.ts';
import { createMasking } from './exchange.ts';

describe('createMasking', () => {
  const masking = createMasking({ values: ['known-secret-value'], names: ['tool_secret'] });

  test('masks a request everywhere the secret is written', () => {
    const masked = masking.request({
      method: 'POST',
      url: 'https://tool.example/launch?tool_secret=unknown-one&x=1',
      headers: [['Authorization', 'Token token=known-secret-value']],
      fields: [
        ['tool_secret', 'unknown-two'],
        ['note', 'has known-secret-value inside'],
      ],
      body: '{"tool_secret":"unknown-three","note":"known-secret-value"}',
    });
    const text = JSON.stringify(masked);
    for (const secret of ['known-secret-value', 'unknown-one', 'unknown-two', 'unknown-three']) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('tool_secret');
    expect(masked.url).toContain('x=1');
  });

  test('a page from the middle of a body is masked by value', async () => {
    const text = `${'x'.repeat(100)}known-secret-value${'y'.repeat(100)}`;
    const read = (offset: number, limit: number) => text.slice(offset, offset + limit);
    const pages = await Promise.all([masking.page(read, 0, 105), masking.page(read, 105, 200)]);
    expect(pages.join('')).not.toMatch(/known|secret|value/);
  });

  test('a verdict that quotes the answer tells no secret, whole or cut off', () => {
    const quotes = 'the body is "known-secret-value" and "cut known-secr… (string)';
    const masked = masking.verdict({
      verdict: 'deviates',
      summary: quotes,
      checks: [{ id: 'message.text', level: 'info', expected: quotes, actual: quotes, source: 'the contract' }],
      parameter: 'known-secret-value',
    });
    expect(JSON.stringify(masked)).not.toContain('known');
    expect(masked.checks[0]?.actual).toContain('the body is');
  });

  test('a problem tells no secret', () => {
    const masked = masking.problem({
      code: 'network.invalid-response',
      params: { host: 'tool.example', reason: 'got known-secret-value' },
      detail: 'got known-secret-value',
    });
    expect(JSON.stringify(masked)).not.toContain('known');
    expect(masked.params.host).toBe('tool.example');
  });

  test('of how a launch is made, only parts that hold no secret are kept', () => {
    const preset = {
      preset: 'moodle',
      options: [],
      privacy: 'public',
      personId: 'p1',
      courseId: 'c1',
      placementId: 'l1',
      documentTarget: null,
      custom: [['chapter', 'two']],
      filled: ['user_id'],
    } satisfies LaunchSetup['preset'];
    const platform = { returnUrl: true, outcomes: false, contentItems: null };
    expect(masking.launchSetup({ querySigning: 'canvas-legacy', platform, preset })).toEqual({
      querySigning: 'canvas-legacy',
      platform,
      preset,
    });
    expect(masking.launchSetup({ preset: { ...preset, custom: [['key', 'a known-secret-value']] } })).toEqual({});
    expect(masking.launchSetup({ preset: { ...preset, custom: [['Tool_Secret', 'x']] } })).toEqual({});
    const contentItems = {
      acceptMediaTypes: ['*/*'],
      presentationTargets: ['none' as const],
      data: 'known-secret-value',
    };
    expect(masking.launchSetup({ platform: { ...platform, contentItems } })).toEqual({});
  });

  test('a form keeps only values that hold no secret', () => {
    const keep = { name: 'note', in: 'body', value: 'hello' } as const;
    const values = [
      keep,
      { name: 'Tool_Secret', in: 'body', value: 'anything' } as const,
      { name: 'note', in: 'body', value: 'pasted known-secret-value' } as const,
    ];
    expect(masking.form(values)).toEqual([keep]);
  });

  test('the explanation hides short values of secret fields', () => {
    const row = { origin: 'body', encodedName: 'x', value: 'abc', encodedValue: 'abc' } as const;
    const masked = masking.explanation({
      scheme: 'oauth1',
      signatureMethod: 'HMAC-SHA1',
      baseString: '',
      maskedKey: '',
      signature: '',
      steps: [
        {
          id: 'collect',
          title: '',
          detail: '',
          rows: [
            { ...row, name: 'tool_secret' },
            { ...row, name: 'other' },
          ],
        },
      ],
    });
    expect(masked.steps[0]?.rows?.map(({ value }) => value)).toEqual(['••••••', 'abc']);
  });

  test('a redirect to an address with a secret field is masked by the name of the field', () => {
    const masked = masking.hop(
      blankHop({
        index: 0,
        frame: 'client',
        method: 'GET',
        url: 'https://tool.example/',
        status: 302,
        responseHeaders: [['Location', 'https://tool.example/?tool_secret=never-seen&x=1']],
        location: 'https://tool.example/?tool_secret=never-seen&x=1',
      }),
    );
    expect(JSON.stringify(masked)).not.toContain('never-seen');
    expect(masked.location).toContain('x=1');
  });

  test('a kept body that ends within a secret tells no part of it', () => {
    const body = { size: 9, contentType: null, charset: 'utf-8', kind: 'text', truncated: true } as const;
    expect(masking.body({ ...body, text: 'start known-secr' }).text).toBe('start ••••••');
  });
});
