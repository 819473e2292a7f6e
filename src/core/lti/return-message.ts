import type { Returned } from '../../protocol/models/lti/platform.ts';

const longest = 4096;

/** The first value of each of the four messages, cut to a length that is shown whole; empty ones count as none. */
function message(query: URLSearchParams, name: string): string | null {
  const value = query.get(name);
  return value === null || value === '' ? null : value.slice(0, longest);
}

/** What a tool says in the query of the return URL (LTI 1.1 §3, launch_presentation_return_url). `at`: epoch milliseconds. */
export function returnMessage(query: URLSearchParams, at: number): Returned {
  return {
    message: message(query, 'lti_msg'),
    log: message(query, 'lti_log'),
    errorMessage: message(query, 'lti_errormsg'),
    errorLog: message(query, 'lti_errorlog'),
    at,
  };
}
