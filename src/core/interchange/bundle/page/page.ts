import type { Bundle } from '../../../../protocol/models/data/bundle.ts';
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
${bundle.note === '' ? nothing : html`<blockquote>${bundle.note}</blockquote>`}
${subjectFacts(bundle)}
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
<footer>Made by ${bundle.made.by} (${bundle.made.runtime}) at ${inWords(bundle.made.at)} (time zone there: ${bundle.made.timeZone}).</footer>`;
  return htmlDocument({ title, body, data: dataBlock(dataBlockId, bundle) });
}

const subjectKinds = { exchange: 'Sent', capture: 'Received', paste: 'Made' } as const;

function subjectFacts({ subject }: Bundle): Markup {
  const { kind, connection, environment, contract, at, id } = subject;
  const version = contract === null || contract.version === null ? '' : ` ${contract.version}`;
  const facts: readonly (readonly [string, string | null])[] = [
    [kind === 'exchange' ? 'Connection' : 'From', connection],
    ['Environment', environment],
    ['Contract', contract === null ? null : `${contract.id}${version}, operation ${contract.operation}`],
    [subjectKinds[kind], at === null ? null : inWords(at)],
    ['Reference', id],
  ];
  const rows = facts.map(([name, value]) => (value === null ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`));
  return html`<dl>${rows}</dl>`;
}

/** An instant of ISO 8601 in UTC, to the second, as people write it. */
const inWords = (at: string) => `${at.slice(0, 19).replace('T', ' ')} UTC`;

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

const categoryWords: Readonly<Record<string, string>> = {
  'user-id': 'user id',
  name: 'name',
  email: 'mail address',
  picture: 'picture',
  username: 'login name',
  sourcedid: 'id in the student records (sourcedid)',
  mentees: 'users somebody is a mentor of',
  chosen: 'named by whoever made this file',
  declared: 'declared as personal data by the contract',
  other: 'other personal data',
};

function aboutSection({ personal, masked }: Bundle): Markup {
  const found = personal.found.map(
    ({ field, category, standIn }) =>
      html`<tr><td><code>${field}</code></td><td>${categoryWords[category] ?? category}</td><td>${standIn === null ? 'kept' : html`<code>${standIn}</code>`}</td></tr>`,
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
