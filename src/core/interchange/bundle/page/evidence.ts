import type { Bundle } from '../../../../protocol/models/data/bundle.ts';
import { html, type Markup, nothing } from '../../html/markup.ts';
import { details, mark, ownerWords, pairsTable } from './parts.ts';

export function timelineSection({ timeline }: Bundle): Markup {
  if (timeline === null) return nothing;
  const first =
    timeline.firstWrongHop === null
      ? nothing
      : html`<p>The first hop that went wrong is hop ${timeline.firstWrongHop + 1}.</p>`;
  return html`<section><h2>Timeline</h2>${first}<pre>${timeline.text}</pre></section>`;
}

const verdictWords: Readonly<Record<NonNullable<NonNullable<Bundle['answer']>['verdict']>, string>> = {
  conforms: 'an answer as the contract documents it',
  deviates: 'not an answer the contract documents',
  undocumented: 'the contract documents no such status',
};

const causeWords = { confirmed: 'confirmed', fits: 'fits', possible: 'possible', 'ruled-out': 'ruled out' } as const;

export function answerSection({ answer }: Bundle): Markup {
  if (answer === null) return nothing;
  const checks = answer.checks.map(
    ({ id, level, expected, actual, source }) =>
      html`<tr><td class="short">${mark(level, level)}</td><td class="short"><code>${id}</code></td><td>${expected}</td><td>${actual}</td><td class="soft">${source}</td></tr>`,
  );
  const causes = answer.causes.map(({ text, state }) => html`<li>${mark(state, causeWords[state])} ${text}</li>`);
  return html`<section><h2>The answer against its contract</h2>
<p>${answer.status === null ? 'No status' : `Status ${answer.status}`}${answer.verdict === null ? '' : `: ${verdictWords[answer.verdict]}`}. ${answer.summary}</p>
${causes.length === 0 ? nothing : html`<h3>Causes the contract documents</h3><ul>${causes}</ul>`}
${
  checks.length === 0
    ? nothing
    : html`<div class="scroll"><table><caption>Checks</caption><thead><tr><th scope="col">Result</th><th scope="col">Check</th><th scope="col">Expected</th><th scope="col">Actual</th><th scope="col">Source</th></tr></thead><tbody>${checks}</tbody></table></div>`
}</section>`;
}

export function requestSection({ request, subject }: Bundle): Markup {
  if (request === null) return nothing;
  return html`<section><h2>${subject.kind === 'exchange' ? 'Request as sent' : 'Request as received'}</h2>
<pre>${request.method} ${request.url}</pre>
${pairsTable('Parameters', request.fields)}
${request.body === null ? nothing : html`<h3>Body</h3><pre>${request.body}</pre>`}
${request.headers.length === 0 ? nothing : details('Headers', pairsTable('Headers', request.headers))}</section>`;
}

export function responsesSection({ responses }: Bundle): Markup {
  if (responses.length === 0) return nothing;
  const hops = responses.map(({ hop, method, url, status, statusText, headers, body }) =>
    details(
      `${hop + 1}. ${status ?? 'no answer'} ${statusText} – ${method} ${url.slice(0, 200)}`,
      html`${url.length > 200 ? html`<pre>${url}</pre>` : nothing}${pairsTable('Headers', headers)}${
        body === null
          ? nothing
          : html`<pre>${body.text === '' ? 'Not text.' : body.text}</pre><p class="soft">${body.size} bytes${body.truncated ? ', of which the beginning is shown' : ''}.</p>`
      }`,
    ),
  );
  return html`<section><h2>Answers, hop by hop</h2>${hops}</section>`;
}

export function tokenSection({ token }: Bundle): Markup {
  if (token === null) return nothing;
  return html`<section><h2>id_token</h2><h3>Header</h3><pre>${token.header}</pre><h3>Claims</h3><pre>${token.claims}</pre></section>`;
}

export function findingsSection({ findings }: Bundle): Markup {
  if (findings.length === 0) return nothing;
  const rows = findings.map(
    ({ id, severity, title, seen, expected, owner, source, hop }) =>
      html`<tr><td class="short">${mark(severity, severity)}</td><td class="short"><code>${id}</code>${hop === null ? '' : ` hop ${hop + 1}`}</td><td>${title}<p class="soft">${source}</p></td><td>${seen}</td><td>${expected}</td><td>${ownerWords[owner]}</td></tr>`,
  );
  return html`<section><h2>All findings</h2><div class="scroll"><table><thead><tr><th scope="col">Weight</th><th scope="col">Check</th><th scope="col">Finding</th><th scope="col">Seen</th><th scope="col">Expected</th><th scope="col">Who fixes it</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}
