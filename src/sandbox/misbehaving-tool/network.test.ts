import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../start.ts';
import { startSandbox } from '../start.ts';
import { fieldOf, launchValues, testOptions } from '../test-support.ts';
import { catalogueOf, follow, formFor, launch, send } from './test-support.ts';

let sandbox: Sandbox;
let origin: string;
let catalogue: Awaited<ReturnType<typeof catalogueOf>>;

beforeAll(async () => {
  sandbox = await startSandbox(testOptions);
  origin = sandbox.urls.misbehavingTool;
  catalogue = await catalogueOf(origin);
});
afterAll(() => sandbox.close());

describe('connections', () => {
  it('slow-answer lets others be answered first', async () => {
    let answered = false;
    const slow = launch(origin, 'slow-answer').then(({ status }) => {
      answered = true;
      return status;
    });
    await launch(origin, 'wrong-charset');
    expect(answered).toBe(false);
    expect(await slow).toBe(200);
  }, 15_000);

  it('connection-reset and connection-closed break the connection', async () => {
    await expect(launch(origin, 'connection-reset')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(launch(origin, 'connection-closed')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(sandbox.received('misbehavingTool').find(({ path }) => path.endsWith('reset'))?.status).toBeNull();
  });

  it('port-refused and host-not-found lead nowhere', async () => {
    const refused = (await launch(origin, 'port-refused')).location;
    await expect(send(refused)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(new URL((await launch(origin, 'host-not-found')).location).hostname).toMatch(/\.invalid$/);
  });

  it('huge-body has 64 MiB', async () => {
    const { body, headers } = await launch(origin, 'huge-body');
    expect([body.length, headers['content-length']]).toEqual([64 * 1024 * 1024, String(64 * 1024 * 1024)]);
  });

  it('wrong-charset says ISO-8859-1 of UTF-8', async () => {
    const { headers, body } = await launch(origin, 'wrong-charset');
    expect(headers['content-type']).toBe('text/html; charset=iso-8859-1');
    expect(fieldOf(body, 'name')).toBe('Zoë Ångström');
    expect(body).not.toContain('<meta charset');
  });
});

describe('https', () => {
  const codes = {
    'tls-expired': 'CERT_HAS_EXPIRED',
    'tls-wrong-name': 'ERR_TLS_CERT_ALTNAME_INVALID',
    'tls-self-signed': 'DEPTH_ZERO_SELF_SIGNED_CERT',
    'tls-chain-incomplete': 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  } as const;

  it.each(Object.entries(codes))('%s leads to a certificate that is refused', async (id, code) => {
    const { status, location } = await launch(origin, id);
    expect(status).toBe(303);
    await expect(send(location, { ca: catalogue.ca })).rejects.toMatchObject({ code });
    const kind = id.slice('tls-'.length);
    const direct = Object.entries(catalogue.https).find(([certificate]) => certificate === kind)?.[1] ?? '';
    expect(new URL(location).origin).toBe(direct);
  });

  it('tls-valid arrives where its authority is trusted, and only there', async () => {
    const url = `${origin}/launch/tls-valid`;
    const form = formFor(url);
    const first = await send(url, { form });
    expect(fieldOf((await follow(first, form, catalogue.ca)).body, 'user')).toBe(launchValues.user_id);
    await expect(send(first.location)).rejects.toMatchObject({ code: expect.stringContaining('CERT') });
    const direct = await launch(catalogue.https.valid, 'tls-valid', { ca: catalogue.ca });
    expect(fieldOf(direct.body, 'user')).toBe(launchValues.user_id);
  });

  it('mixed-http-page goes from https back to http', async () => {
    const page = await launch(catalogue.https.valid, 'mixed-http-page', { ca: catalogue.ca });
    expect([page.status, new URL(page.location).origin]).toEqual([302, origin]);
    expect((await send(page.location)).status).toBe(200);
  });

  it('mixed-http-resource fetches its script and picture by http', async () => {
    const page = await launch(catalogue.https.valid, 'mixed-http-resource', { ca: catalogue.ca });
    const sources = [...page.body.matchAll(/src="([^"]+)"/g)].map(([, source = '']) => source);
    expect(sources.map((source) => new URL(source).origin)).toEqual([origin, origin]);
    for (const source of sources) expect((await send(source)).status).toBe(200);
  });
});
