import { type CheckDraft, type Checks, nameList } from '../check.ts';

/** OA-05. */
export const texts: Checks = (message) => {
  const matching = (test: (value: string) => boolean) =>
    message.all
      .filter(([name, value]) => test(name) || test(value))
      .map(([name]) => name.replace(/\p{Surrogate}/gu, '\uFFFD'));
  const of = (severity: CheckDraft['severity'], title: string, names: string[], expected: string): CheckDraft[] =>
    names.length === 0
      ? []
      : [
          {
            id: 'OA-05',
            severity,
            title,
            seen: `In ${nameList(names)}.`,
            expected,
            owner: 'platform-admin',
            source: 'RFC 5849 §3.6',
          },
        ];
  return [
    ...of(
      'warning',
      'Values hold line breaks.',
      matching((value) => /[\r\n]/.test(value)),
      'None: browsers send every line break as CR LF, whatever was signed.',
    ),
    ...of(
      'error',
      'Values are not UTF-8.',
      matching((value) => /\p{Surrogate}|\uFFFD/u.test(value)),
      'UTF-8 throughout: page, form and signature.',
    ),
    ...of(
      'warning',
      'Characters with accents are decomposed.',
      matching((value) => value !== value.normalize('NFC')),
      'The composed form (NFC), which no system on the way changes.',
    ),
    ...of(
      'warning',
      'Values are longer than 255 characters.',
      message.all.filter(([name, value]) => value.length > 255 && !name.startsWith('oauth_')).map(([name]) => name),
      'At most 255: VitalSource refuses longer titles and labels, others cut them off.',
    ),
    ...(message.bodyLength > 65_536
      ? of('warning', 'The body is larger than 64 KB.', ['the body'], 'A body below 64 KB.')
      : []),
  ];
};

/** OA-06. */
export const query: Checks = (message) => {
  const own = message.query.filter(([name]) => !name.startsWith('oauth_'));
  if (own.length === 0) return [];
  const inBody = new Set(message.fields.map(([name]) => name));
  const of = (severity: CheckDraft['severity'], title: string, seen: string, expected: string): CheckDraft => ({
    id: 'OA-06',
    severity,
    title,
    seen,
    expected,
    owner: 'platform-admin',
    source: 'RFC 5849 §3.4.1.3.1',
  });
  const names = own.map(([name]) => name);
  const copied = names.filter((name) => inBody.has(name));
  const valueless = message.rawQuery.split('&').filter((item) => item !== '' && !item.includes('='));
  return [
    of(
      'warning',
      'The launch URL has a query.',
      `Parameters: ${nameList(names)}.`,
      'No query, or one that both sides sign once. Canvas copies it into the form, ims-lti ignores it for Canvas.',
    ),
    ...(copied.length > 0
      ? [
          of(
            'warning',
            'Query parameters stand in the form too.',
            `Both: ${nameList(copied)}.`,
            'Each in one place. This is how Canvas signs unless the tool is set to oauth_compliant.',
          ),
        ]
      : []),
    ...(valueless.length > 0
      ? [
          of(
            'warning',
            'A query parameter has no "=".',
            `${valueless.length} of them.`,
            '"name=": LtiLibrary and Net::OAuth leave out one without.',
          ),
        ]
      : []),
    ...(/\+|%25/.test(message.rawQuery)
      ? [
          of(
            'warning',
            'The query holds "+" or a doubly encoded "%".',
            'One of the two.',
            '%20 for a space and escapes encoded once: oauth-1.0a takes "+" for a plus sign.',
          ),
        ]
      : []),
  ];
};

/** OA-07: names that buttons and frameworks add. */
export const additions: Checks = (message) => {
  const added = message.fields
    .map(([name]) => name)
    .filter((name) =>
      /^(?:utf8|authenticity_token|controller|action|format|commit|submit|_method|_token|csrfmiddlewaretoken|ext_submit|basiclti_submit|lti_submit)$/i.test(
        name,
      ),
    );
  if (added.length === 0) return [];
  return [
    {
      id: 'OA-07',
      severity: 'info',
      title: 'The form holds fields that buttons or frameworks add.',
      seen: `${nameList(added)}.`,
      expected: 'Only fields that are signed; a submit button must have no name.',
      owner: 'platform-admin',
      source: 'LTI 1.1 Implementation Guide §4.3',
    },
  ];
};

/** OA-08. */
export const empties: Checks = (message) => {
  const names = message.all.filter(([, value]) => value === '').map(([name]) => name);
  if (names.length === 0) return [];
  return [
    {
      id: 'OA-08',
      severity: 'warning',
      title: 'Parameters are there but empty.',
      seen: `${nameList(names)}.`,
      expected: 'Left out: some sides drop empty parameters before they sign or check.',
      owner: 'platform-admin',
      source: 'RFC 5849 §3.4.1.3.2',
    },
  ];
};

/** OA-12. */
export const personalData: Checks = (message) => {
  const names = message.all
    .filter(
      ([name, value]) =>
        value !== '' &&
        /^(?:lis_person_|user_image$|lis_result_sourcedid$|ext_user_username$|custom_canvas_user_login_id$)/.test(name),
    )
    .map(([name]) => name);
  if (names.length === 0) return [];
  return [
    {
      id: 'OA-12',
      severity: 'info',
      title: 'The launch carries personal data.',
      seen: `${nameList(names)}.`,
      expected: 'What was agreed for this tool; the platform has a privacy setting for it.',
      owner: 'platform-admin',
      source: 'LTI 1.1 Implementation Guide §3',
    },
  ];
};
