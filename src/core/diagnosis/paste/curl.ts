import type { PastedRequest } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { formEncode } from '../../signing/oauth1/percent-encoding.ts';
import { appendQuery } from '../../signing/request-url.ts';
import { FORM_CONTENT_TYPE, headerPair, pastedRequest } from './request.ts';
import type { ShellWord } from './words.ts';

type Draft = {
  method: string | null;
  url: string | null;
  headers: Pairs;
  data: string[];
  form: Pairs;
  get: boolean;
  json: boolean;
};

const dataOptions = ['-d', '--data', '--data-raw', '--data-ascii', '--data-binary', '--data-urlencode', '--json'];

/** Options with a value that says nothing about the request as it is signed. */
const ignoredWithValue = new Set([
  ...['-o', '-x', '-m', '-w', '-c', '-T', '-E', '-u', '-K', '-U', '-y', '-Y', '-z', '-C', '-D', '-r', '-t', '-P', '-Q'],
  ...[
    '--output',
    '--proxy',
    '--max-time',
    '--write-out',
    '--cookie-jar',
    '--cert',
    '--key',
    '--cacert',
    '--capath',
    '--user',
  ],
  ...[
    '--connect-timeout',
    '--resolve',
    '--retry',
    '--interface',
    '--limit-rate',
    '--max-redirs',
    '--proxy-user',
    '--ciphers',
  ],
  ...['--connect-to', '--tls-max', '--retry-delay', '--dns-servers', '--upload-file', '--config', '--range'],
]);

const headerOptions: Readonly<Record<string, string>> = {
  '-b': 'Cookie',
  '--cookie': 'Cookie',
  '-A': 'User-Agent',
  '--user-agent': 'User-Agent',
  '-e': 'Referer',
  '--referer': 'Referer',
};

function urlEncoded(text: string): string {
  const equals = text.indexOf('=');
  if (equals === -1) return formEncode(text);
  const name = text.slice(0, equals);
  return `${name === '' ? '' : `${name}=`}${formEncode(text.slice(equals + 1))}`;
}

function takeData(draft: Draft, option: string, value: string, notes: string[]): void {
  if (value.startsWith('@') && option !== '--data-raw') {
    notes.push('The body is read from a file, which is not part of the paste.');
    return;
  }
  if (option === '--json') draft.json = true;
  draft.data.push(option === '--data-urlencode' ? urlEncoded(value) : value);
}

function takeOption(draft: Draft, option: string, value: () => string, notes: string[]): void {
  if (option === '-X' || option === '--request') draft.method = value();
  else if (option === '-H' || option === '--header') {
    const pair = headerPair(value());
    if (pair !== null) draft.headers.push(pair);
  } else if (dataOptions.includes(option)) takeData(draft, option, value(), notes);
  else if (option === '-F' || option === '--form' || option === '--form-string') {
    const [name = '', ...rest] = value().split('=');
    draft.form.push([name, rest.join('=')]);
  } else if (option === '-G' || option === '--get') draft.get = true;
  else if (option === '-I' || option === '--head') draft.method = 'HEAD';
  else if (option === '--url') draft.url = value();
  else if (Object.hasOwn(headerOptions, option)) draft.headers.push([headerOptions[option] ?? option, value()]);
  else if (ignoredWithValue.has(option)) value();
}

/** `-XPOST`, `-d…` and `--request=POST` as option and value. */
function splitOption(word: string): [string, string | null] {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    return equals === -1 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
  }
  const short = word.slice(0, 2);
  const takesValue = ['-X', '-H', '-d', '-F', '-b', '-A', '-e'].includes(short) || ignoredWithValue.has(short);
  return word.length > 2 && takesValue ? [short, word.slice(2)] : [word, null];
}

/** Reads the words of a cURL command, the first being `curl`. Nothing is run, no file is read. */
export function readCurl(words: readonly ShellWord[], notes: string[]): PastedRequest {
  const draft: Draft = { method: null, url: null, headers: [], data: [], form: [], get: false, json: false };
  for (let index = 1; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      draft.url ??= word;
      continue;
    }
    const [option, joined] = splitOption(word);
    takeOption(
      draft,
      option,
      () => {
        if (joined !== null) return joined;
        index += 1;
        return words[index] ?? '';
      },
      notes,
    );
  }
  const data = draft.data.length === 0 ? null : draft.data.join(draft.json ? '' : '&');
  const url = draft.get && draft.url !== null && data !== null ? appendQuery(draft.url, [data]) : draft.url;
  const hasType = draft.headers.some(([name]) => name.toLowerCase() === 'content-type');
  const type = draft.json ? 'application/json' : FORM_CONTENT_TYPE;
  const sendsBody = data !== null && !draft.get;
  if (draft.form.length > 0) notes.push('The form is sent as multipart/form-data, which OAuth 1.0 does not sign.');
  return pastedRequest({
    method: draft.method ?? (draft.get ? 'GET' : null),
    url,
    headers: sendsBody && !hasType ? [...draft.headers, ['Content-Type', type]] : draft.headers,
    body: sendsBody ? data : null,
    ...(draft.form.length > 0 ? { fields: draft.form } : {}),
  });
}
