import type { PastedRequest, PasteKind, Recognised } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { readCurl } from './curl.ts';
import { readHtmlForm } from './html-form.ts';
import { type HarReading, readFetch, readHar } from './json-paste.ts';
import { readPowerShell } from './powershell.ts';
import { FORM_CONTENT_TYPE, headerPair, pastedRequest } from './request.ts';
import { readToken } from './token.ts';
import { shellWords, windowsWords, withoutCarets } from './words.ts';

type Read = { kind: PasteKind; request: PastedRequest | null; har?: HarReading };
/** Reads a paste of one kind; `null` when it is of another. */
type Reader = (text: string, notes: string[], requestIndex: number | null) => Read | null;

const readJson: Reader = (text, notes, requestIndex) => {
  if (!text.startsWith('{')) return null;
  try {
    const found = readHar(JSON.parse(text), requestIndex);
    if (found === null) return null;
    if (requestIndex !== null && found.index !== requestIndex) {
      notes.push(`There is no request ${requestIndex + 1} in the file; request ${found.index + 1} was taken.`);
    }
    return { kind: 'har', request: found.request, har: found };
  } catch {
    return null;
  }
};

const readCommand: Reader = (text, notes) => {
  if (/^curl(?:\.exe)?\s/i.test(text)) {
    const isCmd = /\^["\r\n]|\^\\/.test(text);
    return isCmd
      ? { kind: 'curl-cmd', request: readCurl(windowsWords(withoutCarets(text)), notes) }
      : { kind: 'curl-bash', request: readCurl(shellWords(text), notes) };
  }
  if (/Invoke-(?:WebRequest|RestMethod)/i.test(text.slice(0, 20_000))) {
    return { kind: 'powershell', request: readPowerShell(text) };
  }
  if (/^(?:await\s+)?fetch\(/.test(text)) {
    const request = readFetch(text);
    return request === null ? null : { kind: 'fetch', request };
  }
  return null;
};

const readHtml: Reader = (text, notes) => {
  if (!text.startsWith('<') || !/<form[\s>]/i.test(text)) return null;
  const request = readHtmlForm(text, notes);
  return request === null ? null : { kind: 'html-form', request };
};

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const readBaseString: Reader = (text, notes) => {
  const match = /^([A-Z]{3,7})&(https?%3A%2F%2F[^&\s]*)&([^&\s]*)$/i.exec(text);
  if (match === null) return null;
  const [, method = '', uri = '', parameters = ''] = match;
  const items = decodeOnce(parameters).split('&');
  const fields = items.map((item): Pairs[number] => {
    const [name = '', ...rest] = item.split('=');
    return [decodeOnce(name), decodeOnce(rest.join('='))];
  });
  notes.push('A base string holds no signature; the parameters of the query and of the form cannot be told apart.');
  return { kind: 'base-string', request: pastedRequest({ method, url: decodeOnce(uri), fields }) };
};

const readHttp: Reader = (text) => {
  const match = /^([A-Z]{3,7}) (\S{1,65536})(?: HTTP\/[\d.]+)?\r?\n/.exec(text);
  if (match === null) return null;
  const [line, method = '', target = ''] = match;
  const end = /\r?\n\r?\n/.exec(text.slice(line.length));
  const head = end === null ? text.slice(line.length) : text.slice(line.length, line.length + end.index);
  const body = end === null ? null : text.slice(line.length + end.index + end[0].length);
  const headers = head.split(/\r?\n/).flatMap((one): Pairs => {
    const pair = headerPair(one);
    return pair === null ? [] : [pair];
  });
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const url = /^https?:/i.test(target) ? target : host === undefined ? null : `https://${host}${target}`;
  return { kind: 'http-request', request: pastedRequest({ method, url, headers, body: body === '' ? null : body }) };
};

const readAuthorization: Reader = (text) => {
  const value = text.replace(/^Authorization:/i, '').trimStart();
  return /^OAuth\s/i.test(value) && value.includes('oauth_')
    ? { kind: 'authorization-header', request: pastedRequest({ headers: [['Authorization', value]] }) }
    : null;
};

const readUrl: Reader = (text) =>
  /^https?:\/\/\S+$/i.test(text) ? { kind: 'url', request: pastedRequest({ url: text }) } : null;

function linePair(line: string): Pairs[number] | null {
  // Developer tools copy form data as "name: value", everything else writes "name=value".
  const match = /^\s*"?([\w.:[\]-]{1,256})"?\s*(?:=|:\s|:$|\t)\s?(.*)$/.exec(line);
  return match === null ? null : [match[1] ?? '', (match[2] ?? '').replace(/^"(.*)",?$/, '$1')];
}

const readLines: Reader = (text, notes) => {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const pairs = lines.map(linePair);
  if (lines.length < 2 || pairs.filter((pair) => pair !== null).length < lines.length * 0.6) return null;
  const unread = pairs.filter((pair) => pair === null).length;
  if (unread > 0) notes.push(`${unread} lines are not "name=value" and were left out.`);
  return { kind: 'key-value-lines', request: pastedRequest({ fields: pairs.filter((pair) => pair !== null) }) };
};

const readForm: Reader = (text) => {
  if (/\s/.test(text.replace(/[\r\n]+/g, '')) || !/^[^=&]{1,512}=/.test(text)) return null;
  const body = text.replace(/[\r\n]+/g, '');
  return {
    kind: 'form-body',
    request: pastedRequest({ headers: [['Content-Type', FORM_CONTENT_TYPE]], body }),
  };
};

const readers: readonly Reader[] = [
  readJson,
  readCommand,
  readHtml,
  readBaseString,
  readHttp,
  readAuthorization,
  readUrl,
  readLines,
  readForm,
];

/**
 * Recognises what was pasted and takes it apart: a form body, `name=value` lines, cURL for bash and cmd, PowerShell, `fetch`, HAR,
 * an HTTP request, an Authorization header, a JSON Web Token, a base string, an HTML form, a URL. Hostile input is expected:
 * nothing is run, expanded or fetched, and every reader goes through the text a fixed number of times.
 *
 * @param requestIndex - which request of a HAR is looked at, by its place in the file; `null` for the most telling one.
 */
export function recognisePaste(source: string, requestIndex: number | null = null): Recognised {
  const text = source.replace(/^\uFEFF/, '').trim();
  const notes: string[] = [];
  const nothing = { request: null, token: null, requests: [], requestIndex: null, skippedRequests: 0, notes };
  const token = readToken(text);
  if (token !== null) return { ...nothing, kind: 'id-token', token };
  for (const reader of readers) {
    const read = reader(text, notes, requestIndex);
    if (read === null) continue;
    const idToken = read.request?.fields?.find(([name]) => name === 'id_token')?.[1];
    return {
      kind: read.kind,
      request: read.request,
      token: idToken === undefined ? null : readToken(idToken),
      requests: read.har?.requests ?? [],
      requestIndex: read.har?.index ?? null,
      skippedRequests: read.har?.skipped ?? 0,
      notes,
    };
  }
  notes.push(
    'This is none of: form body, name=value lines, cURL, PowerShell, fetch, HAR, HTTP request, Authorization header, id_token, base string, HTML form, URL.',
  );
  return { ...nothing, kind: 'unknown' };
}
