import { htmlDocument } from '../../core/interchange/html/document.ts';
import { html, type Markup, nothing } from '../../core/interchange/html/markup.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { textOf } from '../catalogue.ts';
import type { Report, ReportCase, ReportHop } from './report.ts';

type Values = Readonly<Record<string, string | number>>;
const word = (path: string, values: Values = {}): string => textOf('report', path.split('.'), values) ?? path;

/**
 * A report as one HTML file that needs nothing else: no script, no address it would load, a policy that allows its own style
 * alone. What a system under test said stands in it as text.
 */
export function htmlOf(report: Report): string {
  const { passed, failed, skipped } = report.counts;
  const body = html`<header>
<h1><bdi>${report.title}</bdi></h1>
<p>${mark(report.result, word(`result.${report.result}`))} ${word('counts', { passed, failed, skipped })}</p>
<p class="soft">${facts(report)}</p>
</header>
<main>
${report.cases.map(caseSection)}
</main>
<footer>${word('footer', { generator: report.generator, command: report.command })}</footer>`;
  return htmlDocument({ title: report.title, body });
}

function facts(report: Report): string {
  const { connection, environment, contract, startedAt, duration } = report;
  return [
    ...(connection === null ? [] : [word('connection', { connection })]),
    ...(environment === null ? [] : [word('environment', { environment })]),
    word('contract', { contract }),
    ...(startedAt === null ? [] : [word('startedAt', { startedAt }), word('duration', { duration })]),
  ].join(' · ');
}

const mark = (className: string, text: string): Markup => html`<span class="mark ${className}">${text}</span>`;

function caseSection(one: ReportCase): Markup {
  const { failure, exchange } = one;
  return html`<section>
<div class="head">${mark(one.result, word(`result.${one.result}`))}<h2><bdi>${one.title}</bdi></h2><code class="soft">${one.id}</code></div>
<p>${one.headline}</p>
${failure === null || failure.message === one.headline ? nothing : html`<p class="failed">${failure.message}</p>`}
${failure?.fix == null ? nothing : html`<p>${failure.fix}</p>`}
${one.result === 'skipped' ? html`<p class="soft">${word('skipped', { state: one.state })}</p>` : nothing}
${causesTable(one)}${checksTable(one)}${pairsTable(word('outputs'), one.outputs)}
${exchange === null ? nothing : html`${requestDetails(exchange.request)}${platformTables(exchange.platform)}${hopsTable(exchange.hops)}${exchange.hops.map(hopDetails)}`}
</section>
`;
}

function table(caption: string, columns: readonly string[], rows: readonly Markup[]): Markup {
  if (rows.length === 0) return nothing;
  const heads = columns.map((column) => html`<th scope="col">${column}</th>`);
  return html`<div class="scroll"><table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function causesTable({ causes }: ReportCase): Markup {
  const columns = [word('columns.state'), word('columns.cause'), word('columns.evidence')];
  const rows = causes.map(({ text, state, why }) => {
    const stateText = textOf('causes', ['states', state]) ?? state;
    return html`<tr><td class="short">${mark(state, stateText)}</td><td>${text}</td><td>${why ?? ''}</td></tr>`;
  });
  return table(textOf('causes', ['title']) ?? '', columns, rows);
}

function checksTable({ checks }: ReportCase): Markup {
  const columns = ['level', 'check', 'expected', 'actual', 'source'].map((name) => word(`columns.${name}`));
  const rows = checks.map(
    ({ id, level, expected, actual, source }) =>
      html`<tr><td class="short">${mark(level, word(`levels.${level}`))}</td><td class="short"><code>${id}</code></td><td>${expected}</td><td>${actual}</td><td class="soft">${source}</td></tr>`,
  );
  return table(word('checks'), columns, rows);
}

function pairsTable(caption: string, pairs: Pairs): Markup {
  const rows = pairs.map(([name, value]) => html`<tr><td><code>${name}</code></td><td><code>${value}</code></td></tr>`);
  return table(caption, [word('columns.name'), word('columns.value')], rows);
}

/** What the tool sent back to the platform: the chosen items, results, and what is wrong with them. */
function platformTables({ contentItems, outcomes }: NonNullable<ReportCase['exchange']>['platform']): Markup {
  const items = (contentItems?.items ?? []).map(
    ({ type, title, url, mediaType }) =>
      html`<tr><td class="short">${type}</td><td>${title ?? ''}</td><td><code>${url ?? mediaType ?? ''}</code></td></tr>`,
  );
  const results = outcomes.map(
    ({ operation, score, codeMajor, description }) =>
      html`<tr><td class="short">${operation ?? '?'}</td><td class="short">${score ?? ''}</td><td>${codeMajor}: ${description}</td></tr>`,
  );
  const findings = [...(contentItems?.findings ?? []), ...outcomes.flatMap((one) => one.findings)].map(
    ({ level, title, detail, fix }) =>
      html`<tr><td class="short">${mark(level, word(`levels.${level}`))}</td><td>${title} ${detail}</td><td>${fix}</td></tr>`,
  );
  return html`${table(
    word('selection'),
    ['type', 'title', 'url'].map((name) => word(`columns.${name}`)),
    items,
  )}${table(
    word('outcomes'),
    ['operation', 'score', 'answer'].map((name) => word(`columns.${name}`)),
    results,
  )}${table(
    word('serviceFindings'),
    ['level', 'finding', 'fix'].map((name) => word(`columns.${name}`)),
    findings,
  )}`;
}

function requestDetails({
  method,
  url,
  headers,
  fields,
  body,
}: NonNullable<ReportCase['exchange']>['request']): Markup {
  return html`<details><summary>${word('request')}</summary><pre>${method} ${url}</pre>${pairsTable(word('headers'), headers)}${
    fields.length > 0 ? pairsTable(word('fields'), fields) : body === null ? nothing : html`<pre>${body}</pre>`
  }</details>`;
}

function hopsTable(hops: readonly ReportHop[]): Markup {
  const columns = ['hop', 'status', 'method', 'url', 'cookies', 'duration'].map((name) => word(`columns.${name}`));
  const rows = hops.map((hop) => {
    const cookies = hop.cookies.map(({ name, stored, blocked }) =>
      stored
        ? html`<div>${name}</div>`
        : html`<div class="warning">${word('blocked', { name, reasons: blocked.join(', ') })}</div>`,
    );
    const failure = hop.failure === null ? nothing : html`<div class="failed">${hop.failure.reason}</div>`;
    const duration = hop.duration === null ? '' : word('milliseconds', { duration: Math.round(hop.duration) });
    return html`<tr><td class="short">${hop.index + 1}</td><td class="short">${hop.status ?? '–'}</td><td class="short">${hop.method}</td><td><code>${hop.url}</code>${failure}</td><td>${cookies}</td><td class="short">${duration}</td></tr>`;
  });
  return table(word('hops'), columns, rows);
}

function hopDetails({ index, responseHeaders, body }: ReportHop): Markup {
  if (responseHeaders.length === 0 && (body === null || body.text === '')) return nothing;
  const text = body === null || body.text === '' ? nothing : html`<pre>${body.text}</pre>`;
  const truncated =
    body?.truncated === true ? html`<p class="soft">${word('truncated', { size: body.size })}</p>` : nothing;
  return html`<details><summary>${word('answer', { hop: index + 1 })}</summary>${pairsTable(word('headers'), responseHeaders)}${text}${truncated}</details>`;
}
