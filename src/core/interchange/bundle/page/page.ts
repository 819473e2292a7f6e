import type { Bundle } from '../../../../protocol/models/bundle.ts';
import { dataBlock, htmlDocument } from '../../html/document.ts';
import { html, type Markup, nothing } from '../../html/markup.ts';
import { dataBlockId } from '../read.ts';
import {
  answerSection,
  findingsSection,
  requestSection,
  responsesSection,
  timelineSection,
  tokenSection,
} from './evidence.ts';
import { mark, ownerWords } from './parts.ts';
import { reverifySection, signatureSection } from './signature.ts';

const states: Readonly<Record<Bundle['conclusion']['state'], { tone: string; words: string }>> = {
  failed: { tone: 'failed', words: 'Failed' },
  fine: { tone: 'passed', words: 'Nothing wrong' },
  open: { tone: 'skipped', words: 'Not finished' },
};

/** A bundle as a page: what failed and who must fix it first, the evidence below, the data for programs at the end. */
export function bundlePage(bundle: Bundle, fileName: string): string {
  const title = `Evidence: ${bundle.subject.title}`;
  const body = html`<header>
<h1><bdi>${title}</bdi></h1>
<p>${mark(states[bundle.conclusion.state].tone, states[bundle.conclusion.state].words)} <strong>${bundle.conclusion.headline}</strong></p>
<p class="soft">${subjectLine(bundle)}</p>
${bundle.note === '' ? nothing : html`<pre>${bundle.note}</pre>`}
</header>
<main>
${conclusionSection(bundle)}
${signatureSection(bundle)}
${timelineSection(bundle)}
${answerSection(bundle)}
${requestSection(bundle)}
${responsesSection(bundle)}
${tokenSection(bundle)}
${findingsSection(bundle)}
${reverifySection(bundle, fileName)}
${aboutSection(bundle)}
</main>
<footer>Made by ${bundle.made.by} (${bundle.made.runtime}) at ${bundle.made.at}, time zone ${bundle.made.timeZone}.</footer>`;
  return htmlDocument({ title, body, data: dataBlock(dataBlockId, bundle) });
}

function subjectLine({ subject }: Bundle): string {
  const kinds = { exchange: 'Sent', capture: 'Caught', paste: 'Made' } as const;
  return [
    ...(subject.connection === null
      ? []
      : [`${subject.kind === 'exchange' ? 'Connection' : 'From'}: ${subject.connection}`]),
    ...(subject.environment === null ? [] : [subject.environment]),
    ...(subject.contract === null
      ? []
      : [
          `Contract ${subject.contract.id}${subject.contract.version === null ? '' : ` ${subject.contract.version}`}, ${subject.contract.operation}`,
        ]),
    ...(subject.at === null ? [] : [`${kinds[subject.kind]} at ${subject.at}`]),
    ...(subject.id === null ? [] : [`id ${subject.id}`]),
  ].join(' · ');
}

function conclusionSection({ conclusion }: Bundle): Markup {
  if (conclusion.points.length === 0) return nothing;
  const points = conclusion.points.map(
    ({ text, fix, owner }) =>
      html`<li><p>${text}</p>${owner === null ? nothing : html`<p><strong>Who must fix it:</strong> ${ownerWords[owner]}</p>`}${
        fix === '' ? nothing : html`<p><strong>What it should be:</strong> ${fix}</p>`
      }</li>
`,
  );
  return html`<section><h2>What is wrong, and who must fix it</h2><ol>${points}</ol></section>`;
}

const choices: Readonly<Record<Bundle['personal']['choice'], string>> = {
  keep: 'kept as it was sent',
  pseudonyms: 'replaced by stand-ins',
  mask: 'masked',
};

function aboutSection({ personal, masked }: Bundle): Markup {
  const found = personal.found.map(
    ({ field, category, standIn }) =>
      html`<tr><td><code>${field}</code></td><td>${category}</td><td>${standIn === null ? 'kept' : html`<code>${standIn}</code>`}</td></tr>`,
  );
  const table =
    found.length === 0
      ? nothing
      : html`<div class="scroll"><table><caption>Personal data that was found</caption><thead><tr><th scope="col">Field</th><th scope="col">Kind</th><th scope="col">Stands as</th></tr></thead><tbody>${found}</tbody></table></div>`;
  return html`<section><h2>What is not in this file</h2>
${masked.map((line) => html`<p>${line}</p>`)}
<p>Personal data: ${choices[personal.choice]}.</p>
${personal.notes.map((line) => html`<p>${line}</p>`)}
${table}</section>`;
}
