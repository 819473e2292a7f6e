import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import oauthSign from 'oauth-sign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { fileChunkBytes } from '../../src/protocol/commands/files.ts';
import type { Connection } from '../../src/protocol/models/connection.ts';
import type { FormValue } from '../../src/protocol/models/contract.ts';
import { type Exchange, exchangeSchema } from '../../src/protocol/models/exchanges/exchange.ts';
import type { FormFile } from '../../src/protocol/models/exchanges/form-file.ts';
import { Bench, passphrase } from './bench.ts';
import { runCli } from './cli-process.ts';

/** Random bytes, and among them what only a binary body survives: NUL, line breaks, beginnings of delimiters. */
const content = Buffer.concat([Buffer.from('canary-content\0\r\n--\r\n------Countersign'), randomBytes(7_000_000)]);
const sha256 = createHash('sha256').update(content).digest('hex');

let bench: Bench;
let exam: Connection;

beforeAll(async () => {
  bench = new Bench();
  exam = (await bench.sandbox())('Exam platform');
  await send(exam, 'createExam', [text('name', 'Final exam'), text('type', 'classic')]);
});
afterAll(() => bench.remove());

function text(name: string, value: string): FormValue {
  return { name, in: 'body', value };
}

function examId(value = '1'): FormValue {
  return { name: 'exam_id', in: 'path', value };
}

function chosen(file: FormFile, name = 'document'): FormValue {
  return { name, in: 'body', value: '', file };
}

async function handOver(name: string, bytes: Buffer, mediaType = ''): Promise<FormFile> {
  const { id } = await bench.call('files.begin', { file: { name, mediaType, size: bytes.length } });
  for (let offset = 0; offset < bytes.length; offset += fileChunkBytes) {
    await bench.call('files.append', { id, data: bytes.subarray(offset, offset + fileChunkBytes).toString('base64') });
  }
  return bench.call('files.finish', { id });
}

async function send(
  connection: Connection,
  operationId: string,
  values: FormValue[],
  anyway = false,
): Promise<Exchange> {
  const begun = await bench.call('connections.loadForm', { id: connection.id, operationId });
  const given = new Set(values.map(({ name }) => name));
  const form = {
    connectionId: connection.id,
    operationId,
    values: [...begun.values.filter(({ name }) => !given.has(name)), ...values],
  };
  return bench.ended((await bench.call('exchanges.send', { form, anyway })).id);
}

function header(exchange: Exchange, name: string): string | undefined {
  return exchange.hops.at(-1)?.responseHeaders.find(([one]) => one.toLowerCase() === name)?.[1];
}

let sent: Exchange;

test('a file of seven million bytes reaches the exam platform as it is, signed as its document says', async () => {
  const file = await handOver('Prüfung "A".pdf', content);
  expect(file).toMatchObject({ mediaType: 'application/pdf', size: content.length, sha256 });
  const values = [examId(), chosen(file)];
  const preview = await bench.call('exchanges.preview', {
    form: { connectionId: exam.id, operationId: 'createAttachment', values },
  });
  expect(preview.problems.filter(({ name }) => name !== 'Accept')).toEqual([]);
  expect(preview.signed?.explanation?.baseString).toMatch(/^exam_id=1\?nonce=\d+\?timestamp=\d+$/);

  sent = await send(exam, 'createAttachment', values);
  expect([sent.status, sent.verdict]).toEqual([200, 'conforms']);
  expect(header(sent, 'x-sandbox-document-sha256')).toBe(sha256);
  const body = JSON.parse(sent.hops[0]?.body?.text ?? '');
  expect(body.attachment).toMatchObject({
    document_file_name: 'Pr_fung__A_.pdf',
    document_content_type: 'application/pdf',
    document_file_size: content.length,
    exam_id: 1,
  });
});

test('the record tells name, type, size and hash; the bytes are sealed, and nowhere in clear', async () => {
  expect(sent.request.body).toBeNull();
  expect(sent.request.fields.map(([name]) => name)).toEqual(['nonce', 'timestamp', 'signature']);
  expect(sent.request.multipart?.files).toMatchObject([
    { name: 'document', file: { name: 'Prüfung "A".pdf', sha256 } },
  ]);
  expect(sent.form.find(({ name }) => name === 'document')).toMatchObject({
    value: '',
    file: { size: content.length },
  });
  const found = await bench.call('exchanges.list', { search: 'Prüfung' });
  expect(found.rows.map(({ id }) => id)).toEqual([sent.id]);
  expect(JSON.stringify(sent)).not.toContain('canary-content');
  await bench.restart();
  expect(bench.filesWith(['canary-content'])).toEqual([]);
  await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
  await bench.call('sandbox.start', {});
  exam = await bench.call('connections.get', { id: exam.id });
});

test('opened from the history after a restart, it is sent again with the same bytes', async () => {
  await send(exam, 'createExam', [text('name', 'Final exam'), text('type', 'classic')]);
  const again = await send(exam, 'createAttachment', sent.form);
  expect([again.status, header(again, 'x-sandbox-document-sha256')]).toEqual([200, sha256]);
  const listed = await send(exam, 'listAttachments', [examId()]);
  expect(JSON.parse(listed.hops[0]?.body?.text ?? '').attachments).toMatchObject([
    { id: 1, document_file_size: content.length },
  ]);

  await bench.call('exchanges.delete', { ids: [sent.id] });
  expect((await send(exam, 'createAttachment', sent.form)).status).toBe(200);
});

test('a file that was never sent is gone with the process, and the form says so', async () => {
  const file = await handOver('draft.txt', Buffer.from('draft'));
  const form = { connectionId: exam.id, operationId: 'createAttachment', values: [examId(), chosen(file)] };
  const problems = async () =>
    (await bench.call('exchanges.preview', { form })).problems.filter(({ name }) => name === 'document');
  expect(await problems()).toEqual([]);
  await bench.call('files.release', { id: file.id });
  expect(await problems()).toMatchObject([
    { name: 'document', rule: 'file', level: 'error', expected: 'a file chosen anew' },
  ]);
  expect(await bench.refusal('exchanges.send', { form, anyway: false })).toMatchObject({
    code: 'form.breaks-contract',
  });
  expect(await bench.refusal('exchanges.send', { form, anyway: true })).toMatchObject({
    code: 'file.gone',
    params: { name: 'draft.txt' },
  });
});

test('what is no file is refused by the platform as documented, when it is sent anyway', async () => {
  const empty = await handOver('empty.txt', Buffer.alloc(0));
  for (const values of [[examId()], [examId(), text('document', 'words')], [examId(), chosen(empty)]]) {
    const refused = await send(exam, 'createAttachment', values, true);
    expect([refused.status, header(refused, 'x-sandbox-reason')]).toEqual([422, 'parameter-missing']);
    expect(refused.hops[0]?.body?.text).toContain("'document'");
  }
  const picture = await handOver('picture.png', Buffer.from('png'));
  expect((await send(exam, 'createAttachment', [examId('99'), chosen(picture)])).status).toBe(404);
});

test('a secret in the name of a file is masked, and such a form is not kept', async () => {
  const hostile = await bench.connectTo(exam.baseUrl);
  const file = await handOver('canary-signing-key.txt', Buffer.from('words'));
  const exchange = await send(hostile, 'createAttachment', [examId(), chosen(file)]);
  expect(exchange.request.multipart?.files[0]?.file.name).toBe('••••••.txt');
  expect(exchange.form.map(({ name }) => name)).not.toContain('document');
});

const body = `requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                title: {type: string}
                pictures: {type: array, items: {type: string, format: binary}}
                about: {type: object}
      responses: {'200': {description: ok}}`;
const imported = `openapi: 3.1.0
info: {title: Upload, version: '1'}
paths:
  /plain:
    post:
      operationId: plain
      security: []
      ${body}
  /signed:
    post:
      operationId: signed
      ${body}
security: [{consumer: []}]
components:
  securitySchemes:
    consumer: {type: http, scheme: OAuth, x-signing: {scheme: oauth1}}
`;

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

type Receiver = { url: string; received: Received[]; close(): void };
type Received = { url: string; authorization: string; parts: unknown[] };

/** A server that is not ours: the body is read by Node's own parser. */
async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(Buffer.from(piece));
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(Buffer.concat(pieces), { headers }).formData();
    const parts = await Promise.all(
      [...form].map(async ([name, value]) =>
        typeof value === 'string'
          ? [name, value]
          : [
              name,
              value.name,
              value.type,
              createHash('sha256')
                .update(await value.bytes())
                .digest('hex'),
            ],
      ),
    );
    received.push({ url: request.url ?? '', authorization: request.headers.authorization ?? '', parts });
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}`, received, close: () => server.close() };
}

test('any imported contract with a multipart body sends files, unsigned or with OAuth', async () => {
  await bench.call('contracts.import', { id: 'upload', text: imported });
  const credential = await bench.call('credentials.create', {
    draft: {
      kind: 'oauth-consumer',
      name: 'Upload',
      consumerKey: 'key',
      secret: 'canary-consumer-secret',
      allowedHosts: [new URL(receiver.url).host],
    },
  });
  const connection = await bench.call('connections.create', {
    draft: {
      name: 'Upload',
      contractId: 'upload',
      baseUrl: receiver.url,
      credentialId: credential.id,
      environment: 'test',
    },
  });
  const small = Buffer.from([0, 13, 10, 45, 45, 255]);
  const values = [
    text('title', 'Zwei Bilder – 100 %'),
    text('about', '{"city":"Ulm"}'),
    chosen(await handOver('eins.png', small), 'pictures'),
    chosen(await handOver('zwei.png', content), 'pictures'),
  ];
  const expected = [
    ['title', 'Zwei Bilder – 100 %'],
    ['about', expect.anything()],
    ['pictures', 'eins.png', 'image/png', createHash('sha256').update(small).digest('hex')],
    ['pictures', 'zwei.png', 'image/png', sha256],
  ];
  expect((await send(connection, 'plain', values)).status).toBe(200);
  const signed = await send(connection, 'signed', values);
  expect(receiver.received.map(({ url, parts }) => [url, parts])).toEqual([
    ['/plain', expected],
    ['/signed', expected],
  ]);

  const [plain, header] = receiver.received.map(({ authorization }) => authorization);
  expect(plain).toBe('');
  const parameters = Object.fromEntries(
    [...(header ?? '').matchAll(/(oauth_\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      decodeURIComponent(value),
    ]),
  );
  const { oauth_signature: signature, ...covered } = parameters;
  const url = signed.request.url;
  expect(signature).toBe(oauthSign.hmacsign('POST', url, covered, 'canary-consumer-secret'));
});

test('the command line sends the file a path names', async () => {
  const path = join(bench.folder, 'from the shell.bin');
  writeFileSync(path, content);
  await bench.core.close();
  const args = ['send', 'Upload', 'signed', '--set', 'title=Shell', '--set-file'];
  const none = await cli(...args, `pictures=${join(bench.folder, 'none')}`);
  expect([none.code, none.stderr]).toEqual([3, expect.stringContaining('ENOENT')]);

  const { code, stdout } = await cli(...args, `pictures=${path}`, '--json');
  expect(code).toBe(0);
  expect(exchangeSchema.parse(JSON.parse(stdout)).request.multipart?.files).toMatchObject([
    { name: 'pictures', file: { name: 'from the shell.bin', mediaType: 'application/octet-stream', sha256 } },
  ]);
  expect(receiver.received.at(-1)?.parts).toEqual([
    ['title', 'Shell'],
    ['pictures', 'from the shell.bin', 'application/octet-stream', sha256],
  ]);
});

const cli = (...args: string[]) => runCli(bench.folder, args, { COUNTERSIGN_PASSPHRASE: passphrase });
