import HmacSha1 from 'ims-lti/lib/hmac-sha1';
import { afterAll, beforeAll, expect } from 'vitest';
import { byJoinedText, rfc3986 } from '../../interop/forensics/plain-oauth1.ts';
import {
  CatchBench,
  causesOf,
  errorsOf,
  expectHealthy,
  launchFields,
  lmsKey,
  lmsSecret,
  signatureFor,
  signedForm,
} from './catching.ts';
import { row } from './row.ts';
import { startTlsProxy } from './tls-proxy.ts';

let bench: CatchBench;
beforeAll(async () => {
  bench = new CatchBench();
  await bench.begin();
});
afterAll(() => bench.remove());

/** Catches what a signer with a fault made for the catcher's own address, and its twin signed by the rules. */
async function twins(faulty: URLSearchParams | string, healthy: URLSearchParams | string, url = bench.urls.launch) {
  expectHealthy(await bench.catch(healthy, url));
  return bench.catch(faulty, url);
}

/** The signature ims-lti makes as a consumer of `url`. */
function signedByImsLti(url: string, fields: Record<string, string>): URLSearchParams {
  const { host, pathname, search } = new URL(url);
  const headers = { host };
  const request = { url: `${pathname}${search}`, method: 'POST', protocol: 'http', headers, connection: {} };
  const signature = new HmacSha1().build_signature(request, fields, lmsSecret);
  return new URLSearchParams({ ...fields, oauth_signature: signature });
}

row('A1', 'a proxy ends TLS and does not say so', async () => {
  const proxy = await startTlsProxy(bench.urls.launch);
  const secure = bench.urls.launch.replace('http:', 'https:');
  const fields = launchFields();
  await proxy.post(signedForm(secure, fields));
  const capture = await bench.newest();
  expect(causesOf(capture)).toEqual(['url-scheme']);
  expect(capture.signature?.findings[0]).toMatchObject({ owner: 'network', side: 'receiver' });

  await bench.listen({ publicUrl: new URL(secure).origin });
  await proxy.post(signedForm(secure, launchFields()));
  expectHealthy(await bench.newest());
  await bench.listen({});
  await proxy.close();
});

row('A2', 'a proxy asks the tool by an inner host name', async () => {
  const proxy = await startTlsProxy(bench.urls.launch, { forwardedHost: `tool.example:${bench.port}` });
  const outer = bench.urls.launch.replace('localhost', 'tool.example');
  await proxy.post(signedForm(outer, launchFields()));
  expect(causesOf(await bench.newest())).toEqual(['url-host']);
  await proxy.post(signedForm(bench.urls.launch, launchFields()));
  expectHealthy(await bench.newest());
  await proxy.close();

  const withoutPort = bench.urls.launch.replace(/:\d+/, '');
  expect(causesOf(await bench.catch(signedForm(withoutPort, launchFields())))).toEqual(['url-port']);
});

row('A3', 'a signer leaves the query out, as ims-lti does for Canvas', async () => {
  const url = `${bench.urls.launch}?course=12`;
  const fields = launchFields({ tool_consumer_info_product_family_code: 'canvas' });
  // ims-lti uses the secret as it is, which is a fault of its own.
  const causes = causesOf(await twins(signedByImsLti(url, fields), signedForm(url, launchFields()), url));
  expect(causes.toSorted()).toEqual(['query-dropped', 'secret-not-encoded']);
});

row('A4', 'a query parameter without "=" is left out', async () => {
  const url = `${bench.urls.launch}?preview`;
  const fields = launchFields();
  const faulty = signedForm(url, fields, { pairs: Object.entries(fields) });
  const capture = await twins(faulty, signedForm(url, launchFields()), url);
  expect(causesOf(capture)).toEqual(['query-dropped']);
  expect(capture.checks.map(({ title }) => title)).toContain('A query parameter has no "=".');
});

row('A5', 'an address inside the query is decoded twice', async () => {
  const url = `${bench.urls.launch}?next=https%3A%2F%2Fbooks.example%2F%3Fq%3D100%2525`;
  const fields = launchFields();
  const decoded = [...new URL(url).searchParams].map(([name, value]): [string, string] => [
    name,
    decodeURIComponent(value),
  ]);
  const faulty = signedForm(url, fields, { pairs: [...decoded, ...Object.entries(fields)] });
  expect(causesOf(await twins(faulty, signedForm(url, launchFields()), url))).toEqual(['double-encoded']);
});

row('A6', 'a signature posted with a bare "+"', async () => {
  const url = bench.urls.launch;
  const withPlus = () => {
    for (;;) {
      const fields = launchFields();
      if (signatureFor(url, fields).includes('+')) return fields;
    }
  };
  const bare = (form: URLSearchParams) =>
    String(form).replace(/(oauth_signature=[^&]*)/, (text) => text.replaceAll('%2B', '+'));
  const capture = await twins(bare(signedForm(url, withPlus())), signedForm(url, withPlus()));
  expect(causesOf(capture)).toEqual(['signature-space-for-plus']);
});

row('A7', 'a name in Latin-1', async () => {
  const fields = { lis_person_name_full: 'Zoë Ångström' };
  const latin1 = (text: string) =>
    rfc3986(text).replace(
      /%C3%([89AB])(.)/g,
      (_all, high: string, low: string) => `%${{ 8: 'C', 9: 'D', A: 'E', B: 'F' }[high]}${low}`,
    );
  const faulty = signedForm(bench.urls.launch, launchFields(fields), { encode: latin1 });
  expect(causesOf(await twins(faulty, signedForm(bench.urls.launch, launchFields(fields))))).toEqual([
    'charset-latin1',
  ]);
});

row('A8', 'a description that was signed with LF and posted with CR LF', async () => {
  const url = bench.urls.launch;
  const text = 'First line\nSecond line';
  const fields = launchFields({ resource_link_description: text });
  const signature = signatureFor(url, fields);
  const posted = new URLSearchParams({
    ...fields,
    resource_link_description: text.replace('\n', '\r\n'),
    oauth_signature: signature,
  });
  const capture = await twins(posted, signedForm(url, launchFields({ resource_link_description: 'One line' })));
  expect(causesOf(capture)).toEqual(['newline-normalised']);
  expect(capture.checks.map(({ id, title }) => `${id} ${title}`)).toContain('OA-05 Values hold line breaks.');
});

row('A9', 'ims-lti signs with the bare secret', async () => {
  const url = bench.urls.launch;
  const capture = await twins(signedByImsLti(url, launchFields()), signedForm(url, launchFields()));
  expect(causesOf(capture)).toEqual(['secret-not-encoded']);
  expect(capture.signature?.findings[0]?.side).toBe('signer');
});

row('A10', 'the secret was pasted with a blank at the LMS, or into the vault', async () => {
  const url = bench.urls.launch;
  const faulty = signedForm(url, launchFields(), { key: `${rfc3986(`${lmsSecret} `)}&` });
  expect(causesOf(await twins(faulty, signedForm(url, launchFields())))).toEqual(['secret-whitespace']);
  const typed = await bench.call('diagnosis.configuration', { consumerKey: lmsKey, secret: 's3cret\u200b' });
  expect(typed.map(({ id, severity }) => [id, severity])).toContainEqual(['CFG-01', 'error']);
  expect(await bench.call('diagnosis.configuration', { consumerKey: lmsKey, secret: 's3cret' })).toEqual([]);
});

row('A13', 'a framework adds a field after signing', async () => {
  const url = bench.urls.launch;
  const form = signedForm(url, launchFields());
  form.append('utf8', '✓');
  const capture = await twins(form, signedForm(url, launchFields()));
  expect(causesOf(capture)).toEqual(['extra-field']);
  expect(capture.checks.find(({ id }) => id === 'OA-07')?.seen).toContain('utf8');
});

row('A14', 'one side counts a default that was not sent', async () => {
  const url = bench.urls.launch;
  const { oauth_callback: _callback, ...without } = launchFields();
  const added = new URLSearchParams({
    ...without,
    oauth_signature: signatureFor(url, { ...without, oauth_callback: 'about:blank' }),
  });
  expect(causesOf(await twins(added, signedForm(url, launchFields())))).toEqual(['callback-added']);
  const fields = launchFields();
  const empty = new URLSearchParams({ ...fields, oauth_signature: signatureFor(url, { ...fields, oauth_token: '' }) });
  expect(causesOf(await bench.catch(empty))).toEqual(['empty-field']);
});

row('A16', 'a slash at the end of the launch URL', async () => {
  const url = bench.urls.launch;
  expect(causesOf(await twins(signedForm(`${url}/`, launchFields()), signedForm(url, launchFields())))).toEqual([
    'url-trailing-slash',
  ]);
  const typed = await bench.call('diagnosis.configuration', { url: 'https://tool.example' });
  expect(typed.map(({ id }) => id)).toEqual(['CFG-05']);
});

row('A23', 'a signer sorts joined texts, as ims-lti does', async () => {
  const url = bench.urls.launch;
  const fields = () => launchFields({ custom_a: '1', custom_a1: '2', custom_a_b: '3', custom_aA: '4' });
  const capture = await twins(signedForm(url, fields(), { compare: byJoinedText }), signedForm(url, fields()));
  expect(causesOf(capture)).toEqual(['sort-order']);
  expect(errorsOf(capture)).toEqual([]);
});
