/** A failure of launches and services as support meets it, and what the doctor says of it. */
export type FailureRow = {
  /** What a person sees. */
  symptom: string;
  cause: string;
  /** How the doctor names it, with the check or cause it does so by. */
  named: string;
  /** What no record shows, and what a person should ask for; for rows the doctor cannot name at all, this is everything. */
  ask?: string;
  /** Whether the doctor names it. */
  diagnosable: boolean;
};

const row = (symptom: string, cause: string, named: string, ask?: string): FailureRow => ({
  symptom,
  cause,
  named,
  diagnosable: true,
  ...(ask === undefined ? {} : { ask }),
});

/** Failures of OAuth 1.0 and LTI 1.0 to 1.1. */
export const oauthRows = {
  A1: row(
    '“Invalid signature” in production only',
    'A proxy ends TLS; the tool rebuilds its address with http',
    'cause `url-scheme`, owner network',
  ),
  A2: row(
    'The same, with another port or an inner host name',
    'A proxy rewrites Host or port',
    'cause `url-host` or `url-port`',
  ),
  A3: row(
    'Fails when the launch URL has a query',
    'One side ignores the query or counts it twice',
    'cause `query-dropped` or `query-copied-to-body`; OA-06 before sending',
  ),
  A4: row(
    'Fails with `?flag` without “=”',
    'One side drops a parameter without a value',
    'cause `query-dropped`; OA-06 names the parameter’s form',
  ),
  A5: row('Only links that carry another address fail', 'The query is decoded twice', 'cause `double-encoded`'),
  A6: row(
    'About one launch in three fails',
    '“+” of the signature becomes a space',
    'cause `signature-space-for-plus`',
  ),
  A7: row(
    'Names with ö, ½ or emoji fail',
    'Signed in Latin-1, or the page is not UTF-8',
    'cause `charset-latin1`; OA-05',
  ),
  A8: row(
    'Descriptions of several lines fail',
    'The form turns LF into CR LF after signing',
    'cause `newline-normalised`; OA-05 before sending',
  ),
  A9: row(
    'A secret with % > = & + fails',
    'The key is not percent-encoded',
    'cause `secret-not-encoded`; CFG-02 when it is stored',
  ),
  A10: row(
    '“Check your key and secret”',
    'Blanks or invisible characters were pasted with them',
    'cause `secret-whitespace`; CFG-01 as it is typed',
  ),
  A11: row(
    'A key that nobody entered',
    'An imported course brought a tool of its own',
    'the key has no credential, and CFG-03',
    'Which tool settings the course itself has.',
  ),
  A12: row('No oauth fields at all', 'The LMS has no key or secret for the tool', 'OA-01 “The launch is not signed”'),
  A13: row('One field too many', 'A button or framework field was added after signing', 'cause `extra-field`; OA-07'),
  A14: row(
    'The tool counts a default',
    'Empty or default fields are added before verifying',
    'cause `callback-added` or `empty-field`',
  ),
  A15: row(
    '404, 405 or “missing parameters” after the click',
    'A redirect turned the POST into a GET, or took it to another address',
    'NET-01 on the redirect, with the final URL',
  ),
  A16: row(
    'Works with or without the slash only',
    'One side adds or strips the slash at the end',
    'cause `url-trailing-slash`; CFG-05 for an empty path',
  ),
  A17: row(
    '“Expired timestamp”',
    'The clocks differ, or an old page was opened again',
    'NET-08 with the windows of known tools; OA-03 on receipt',
  ),
  A18: row('“Nonce already used”', 'The form was posted again', 'OA-04 on receipt'),
  A19: row(
    'The launch works, the rights are wrong',
    'The tool does not know the role as it is written',
    'OA-11 and the table of roles',
  ),
  A20: row(
    'Returning a grade: 401, 403 or “body hash mismatch”',
    'Signed for another address, or the body was changed after hashing',
    'OA-10; the cause of the signature as for launches',
  ),
  A21: row('400, “no resource_link_id”', 'A required parameter is missing, or the version is wrong', 'OA-01'),
  A22: row('Long titles fail or are cut', 'A limit of the provider', 'OA-05 “longer than 255 characters”'),
  A23: row('Fails with rare field names', 'Sorted by joined or unencoded texts', 'cause `sort-order`'),
} as const satisfies Readonly<Record<string, FailureRow>>;

/** Failures of LTI 1.3 launches and of browsers. */
export const launchRows = {
  B1: row(
    '“State not found” in a frame or in Safari',
    'The state cookie is kept out as a third-party cookie',
    'NET-03 on the hop that sets it; the A/B run names the first hop that differs',
  ),
  B2: row(
    'Works on https, not on an http machine',
    'SameSite=None needs Secure, Secure needs https',
    'NET-03 “SameSite=None needs Secure”',
  ),
  B3: row(
    'The cookie is set and does not come back',
    'Another host or path, or it ran out',
    'NET-03 “A cookie did not come back”, with the reason',
  ),
  B4: row('A blank page and “pop-up blocked”', 'The tool opens a window nobody clicked for', 'NET-06'),
  B5: row(
    'The tool waits for platform storage',
    'Storage is not offered, or asked for at the wrong origin or frame',
    'NET-07',
    'For a message to a wrong origin, which reaches nobody: whether the console of the tool’s page says so.',
  ),
  B6: row('The LMS answers `login_required`', 'The LMS’s own cookie is blocked in the frame', 'OI-09, owner browser'),
  B7: row(
    '`launch_no_longer_valid`, no id_token',
    'The launch ran out, was used before, or a cache is not set up',
    'OI-09 with the error of the platform',
  ),
  B8: row(
    '“Invalid redirect_uri”, or “Invalid request” of Moodle',
    'redirect_uri is not letter for letter the registered one',
    'NET-11 for the text; CFG-06 with the first letter that differs',
  ),
  B9: row('“Registration not found”', 'Another issuer or client id', 'OI-01, OI-05 with both values'),
  B10: row(
    '“Unable to find deployment”',
    'A deployment that is not registered',
    'step `deployment_id`; OI-01 for a misnamed parameter',
  ),
  B11: row(
    '“Unable to find public key”',
    'The kid is not in the key set: rotated, cached, another environment, HTML',
    'OI-04: which key verifies, or why the key set cannot be read',
  ),
  B12: row(
    'The platform cannot read the tool’s keys',
    'Unreachable, redirected, one key in place of a set',
    'CFG-09 and NET-09 on the key set; NET-11 for what the platform says',
    'Whether the platform’s network reaches the address: this machine’s may, and theirs may not.',
  ),
  B13: row(
    '“Token not yet valid”, by less than a second',
    'The platform’s clock is ahead and the tool allows nothing',
    'OI-05, step `iat` remarked; NET-08',
  ),
  B14: row(
    'TOKEN_TOO_OLD on the first launch',
    'The tool allows ten seconds from iat',
    'OI-05, step `iat` remarked with the age',
  ),
  B15: row('“JWT has expired” though exp looks right', 'Milliseconds, or clocks that differ', 'OI-05, step `exp`'),
  B16: row(
    'Invalid nonce',
    'Reload, two tabs, or a memory that is not shared',
    'OI-03, step `nonce`: used before, or another',
    'With several servers: whether they share their memory of nonces.',
  ),
  B17: row('HS256, none or another algorithm', 'Keys mixed up, or a library’s default', 'OI-04, step `alg`'),
  B18: row(
    'A claim has a wrong name or type',
    'Names of LTI 1.1, version “1.3”, numbers for texts',
    'OI-06 with the JSON path of each',
  ),
  B19: row('aud as a list is refused', 'The tool compares texts', 'OI-05, step `aud` remarked; step `azp`'),
  B20: row(
    '“Refused to connect”, a blank frame',
    'X-Frame-Options or frame-ancestors, also of later hops and error pages',
    'NET-04 on the hop that refuses',
  ),
  B21: row(
    'A blank frame, a warning at the padlock',
    'http in the frame of an LMS over https',
    'NET-02 “mixed content”',
  ),
  B22: {
    symptom: 'The second launch shows the first user',
    cause: 'An old session wins over the new launch',
    named:
      'Not diagnosable: every launch here begins without cookies, so no old session can win. That it goes well here and not for the user is the sign of it',
    ask: 'Whether a private window shows the right user, and a HAR of the second launch: a session cookie that is sent along with the launch and not set anew.',
    diagnosable: false,
  },
  B23: {
    symptom: 'Works in a browser, not in an exam browser or app',
    cause: 'An embedded browser has a cookie policy of its own',
    named:
      'Not diagnosable: the other browser is not this one. The A/B run without third-party cookies is the nearest to it',
    ask: 'Name and version of the exam browser, its cookie settings, and a HAR or log from inside it; paste the HAR.',
    diagnosable: false,
  },
  B24: row('Another page opens than was chosen', 'target_link_uri of the login and of the token differ', 'OI-08'),
} as const satisfies Readonly<Record<string, FailureRow>>;

/** Failures of deep linking, services and registration. */
export const serviceRows = {
  C1: row(
    '“JWT verification failure” on the way back from deep linking',
    'The platform lacks the tool’s key; iss and aud are not swapped',
    'OI-10 and OI-04',
  ),
  C2: row(
    'The LMS’s login page after the selection',
    'Posted to another URL, or the field is not called JWT',
    'OI-10',
    'Whether the person was still signed in to the LMS.',
  ),
  C3: row(
    'The item is an invalid link',
    'No url, a type that was not asked for, several where one is allowed, data not returned',
    'OI-10',
  ),
  C4: row(
    'The token endpoint: 400 or 401 invalid_client',
    'aud, iss, sub or jti of the assertion',
    'SVC-01 with what the platform asks for',
  ),
  C5: row(
    'invalid_scope, or less than was asked for',
    'The scope is not granted',
    'SVC-01: scopes asked for and granted',
  ),
  C6: row(
    '“Incorrect score received”',
    'timestamp without offset, scoreGiven without scoreMaximum, a user without grades',
    'SVC-02',
    'Whether the user is a student of the course: no message shows it.',
  ),
  C7: row(
    '422 on a score in Brightspace',
    'The user’s role cannot be graded',
    'SVC-02',
    'Whether “can be graded” is set for the role.',
  ),
  C8: row('404 or 405 on scores', '/scores was put after the query', 'SVC-02 with the right URL'),
  C9: row('415 or 406', 'A wrong media type', 'SVC-02 and SVC-03'),
  C10: row('429, or half a roster', 'A rate limit, or a next page nobody asked for', 'SVC-03, SVC-04'),
  C11: row(
    'Registration: 401, 422 or 500',
    'The token ran out or was stripped; the answer is not of the usual form',
    'OI-11',
  ),
} as const satisfies Readonly<Record<string, FailureRow>>;

export const failureRows = { ...oauthRows, ...launchRows, ...serviceRows };
export type RowId = keyof typeof failureRows;
