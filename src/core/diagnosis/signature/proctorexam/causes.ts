import { secretWhitespace } from '../whitespace.ts';
import { cause, change, keep, type ProctorExamHypothesis, type Told } from './hypotheses.ts';
import { entry, hmac, keylessHash, type Reading, written } from './reading.ts';
import { booleans, encoded, leading, separators, sorting } from './string-causes.ts';

/** Ids in the path of the URL, from the last: what a caller may have forgotten to give. */
function idsOf(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => /^(?:\d{1,20}|[0-9a-f-]{32,36})$/i.test(segment))
    .slice(-3)
    .reverse();
}

function pathIds(base: Reading, path: string): ProctorExamHypothesis[] {
  const inPath = base.entries.filter(({ origin }) => origin === 'path');
  const notSigned = (name: string): Told => ({
    title: 'The id in the path was not signed',
    detail: `"${name}" stands in the path of the URL and belongs into the signed string under that name.`,
    fix: 'Developer of the client: add the ids of the path (id, exam_id, institute_id …) to the parameters that are signed.',
  });
  const notGiven = (name: string): Told => ({
    title: 'An id of the path was signed that was not given for checking',
    detail: `The signature fits with the id of the path as "${name}".`,
    fix: 'Whoever checks: give the ids of the path as path parameters, under the names of the documented route.',
    side: 'receiver',
  });
  const present = new Set(base.entries.map(({ name }) => name));
  const names = ['id', 'exam_id', 'institute_id', 'student_session_id', 'user_id'].filter((name) => !present.has(name));
  const additions = idsOf(path).flatMap((id) =>
    names.map((name, index) =>
      cause('path-id-missing', 3 + index, 0, notGiven(name), (reading) => ({
        ...reading,
        entries: [...reading.entries, entry('path', name, id)],
      })),
    ),
  );
  const renamed = inPath.flatMap(({ name: sent }) =>
    names.map((name) =>
      cause(
        'path-id-missing',
        5,
        0,
        {
          ...notSigned(sent),
          title: 'The id in the path was signed under another name',
          detail: `"${sent}" was signed as "${name}".`,
        },
        (reading) =>
          change(reading, (one) => (one.origin === 'path' && one.name === sent ? entry('path', name, one.value) : one)),
      ),
    ),
  );
  return [
    ...(inPath.length > 1
      ? [
          cause('path-id-missing', 1, 0, notSigned(inPath.map(({ name }) => name).join('", "')), (reading) =>
            keep(reading, ({ origin }) => origin !== 'path'),
          ),
        ]
      : []),
    ...inPath.map(({ name }) =>
      cause('path-id-missing', 1, 0, notSigned(name), (reading) =>
        keep(reading, (one) => !(one.origin === 'path' && one.name === name)),
      ),
    ),
    ...additions.map((hypothesis) => ({ ...hypothesis, repeats: true })),
    ...renamed,
  ];
}

function digests(): ProctorExamHypothesis[] {
  const told = (detail: string): Told => ({
    title: 'The digest was made or written in another way',
    detail: `${detail} ProctorExam asks for HMAC-SHA256 with the secret key as it is, written as lower-case hexadecimal.`,
    fix: 'Developer of the client: use HMAC-SHA256 with the text of the secret key and write the digest in lower-case hexadecimal.',
  });
  const hex = written('hex');
  const writings: [string, number, (digest: Buffer) => string][] = [
    ['It is written in Base64.', 1, written('base64')],
    ['It is written in upper-case hexadecimal.', 1, (digest) => hex(digest).toUpperCase()],
    ['It is written in URL-safe Base64.', 3, written('base64url')],
    ['It is the Base64 of the hexadecimal text.', 3, (digest) => Buffer.from(hex(digest)).toString('base64')],
    ['It is Base64 with a line break at its end.', 3, (digest) => `${digest.toString('base64')}\n`],
    ['It has a line break at its end.', 4, (digest) => `${hex(digest)}\n`],
    [
      'It is written in Base64, a "+" arrived as a space.',
      3,
      (digest) => digest.toString('base64').replaceAll('+', ' '),
    ],
  ];
  const rules: [string, number, Reading['digest']][] = [
    ['HMAC-SHA1 was used.', 3, hmac('sha1')],
    ['HMAC-SHA512 was used.', 3, hmac('sha512')],
    ['The secret key was read as hexadecimal.', 3, hmac('sha256', 'hex')],
    ['The secret key was read as Base64.', 3, hmac('sha256', 'base64')],
    ['A plain SHA-256 of key and text was used.', 4, keylessHash(true)],
    ['A plain SHA-256 of text and key was used.', 4, keylessHash(false)],
    ['Key and text were swapped.', 4, (key, text) => hmac('sha256')(text, key)],
  ];
  return [
    ...writings.map(([detail, cost, write]) =>
      cause('digest-encoding', cost, 5, told(detail), (reading) => ({ ...reading, write })),
    ),
    ...rules.map(([detail, cost, digest]) =>
      cause('digest-encoding', cost, 4, told(detail), (reading) => ({ ...reading, digest })),
    ),
  ];
}

function included(base: Reading, apiToken: string | undefined): ProctorExamHypothesis[] {
  const told = (detail: string): Told => ({
    title: 'Something was signed that is not part of the signed string',
    detail,
    fix: 'Developer of the client: compute the signature first and add it afterwards; sign neither the signature nor headers.',
  });
  const adding = (cost: number, detail: string, name: string, value: string) =>
    cause('signature-included', cost, 0, told(detail), (reading) => ({
      ...reading,
      entries: [...reading.entries, entry('message', name, value)],
    }));
  return [
    adding(1, 'An empty "signature" was among the signed parameters.', 'signature', ''),
    adding(4, '"signature" was among the signed parameters, as "null".', 'signature', 'null'),
    adding(4, '"signature" was among the signed parameters, as "None".', 'signature', 'None'),
    adding(4, '"signature" was among the signed parameters, as "signature".', 'signature', 'signature'),
    ...(apiToken === undefined || base.entries.some(({ name }) => name === 'api_token')
      ? []
      : [adding(3, 'The API token was among the signed parameters, as in the old API.', 'api_token', apiToken)]),
  ];
}

function whitespace(): ProctorExamHypothesis[] {
  return secretWhitespace.map(({ what, cost, rewrite }) =>
    cause(
      'secret-whitespace',
      cost,
      4,
      {
        title: 'There is white space or an invisible character around the secret key on one side',
        detail: `The signature fits the secret key ${what}. It came in when the key was copied and pasted.`,
        fix: 'Developer of the client: enter the secret key again without anything before or after it.',
      },
      (reading) => {
        const secretKey = rewrite(reading.secretKey);
        return secretKey === reading.secretKey ? null : { ...reading, secretKey };
      },
    ),
  );
}

/** Every way known in which a ProctorExam signature may have been made otherwise. */
export function proctorExamHypotheses(
  base: Reading,
  path: string,
  apiToken: string | undefined,
): ProctorExamHypothesis[] {
  return [
    ...separators(),
    ...leading(),
    ...encoded(),
    ...pathIds(base, path),
    ...sorting(),
    ...digests(),
    ...booleans(base),
    ...included(base, apiToken),
    ...whitespace(),
  ];
}
