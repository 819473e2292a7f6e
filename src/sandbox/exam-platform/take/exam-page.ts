import type { Answer } from '../../http/answer.ts';
import { html } from '../../http/answer.ts';
import { escapeHtml, page, policyForFrames } from '../../http/html.ts';
import type { StoredAttachment } from '../attachments.ts';
import type { ExamDocument } from '../documents.ts';
import type { Exam } from '../exams.ts';
import type { LtiResource } from '../lti-resources.ts';
import { instructionsHtml } from './content.ts';
import type { LaunchPlan } from './launch.ts';
import { customParameters, LaunchSetupError, launchAddress } from './launch.ts';
import { style } from './style.ts';

export interface ExamView {
  readonly exam: Exam;
  readonly documents: readonly ExamDocument[];
  readonly attachments: readonly StoredAttachment[];
  /** Launches of this exam's LTI resources. */
  readonly plans: readonly LaunchPlan[];
  readonly candidate: number;
}

const policy = policyForFrames(style);

/** The page on which a candidate takes an exam: its instructions, with every placeholder turned into what it stands for. */
export function examPage(view: ExamView): Answer {
  const { exam, documents, candidate } = view;
  const instructions = documents.map(
    (document) =>
      `<section class="card" data-field="instructions">${instructionsHtml(document.exam_content, (name) => widget(view, name))}</section>`,
  );
  const nothing =
    '<p class="note" data-field="no-instructions">This exam has no instructions yet. Create a document for it, with the placeholder of an LTI resource in braces.</p>';
  const body = `
<header><strong>Sandbox Exam Platform</strong><span class="watch">Proctored session</span><span class="who"><span data-field="candidate">Candidate ${candidate}</span><a href="${examPath(exam, candidate + 1)}">Next candidate</a></span></header>
<main>
<h1 data-field="exam-name">${escapeHtml(exam.name)}</h1>
<p class="meta">${escapeHtml(metaLine(exam))}</p>
${instructions.join('') || nothing}
${toolTable(view)}
</main>`;
  return html(200, page(`${exam.name} – Sandbox Exam Platform`, style, body), policy);
}

/** A page that says why there is nothing to take or to launch. `text` is escaped here. */
export function candidateErrorPage(status: number, title: string, text: string, reason: Answer['reason']): Answer {
  const body = `
<header><strong>Sandbox Exam Platform</strong></header>
<main class="center"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></main>`;
  return html(status, page(title, style, body), policy, reason);
}

function examPath(exam: Exam, candidate: number): string {
  return `/exams/${exam.id}/take?candidate=${candidate}`;
}

function metaLine(exam: Exam): string {
  const parts = [
    `Exam ${exam.id}`,
    exam.status,
    ...(exam.duration_minutes === null ? [] : [`${exam.duration_minutes} minutes`]),
    ...(exam.start_time === null ? [] : [`starts ${exam.start_time}`]),
  ];
  return parts.join(' · ');
}

function widget(view: ExamView, name: string): string {
  const plan = view.plans.find(({ resource }) => resource.placeholder === name);
  if (plan !== undefined) return launchWidget(plan);
  const stored = view.attachments.find(({ attachment }) => attachment.placeholder === name);
  if (stored !== undefined) return attachmentWidget(stored);
  return `<span class="note" data-field="unknown-placeholder" title="No LTI resource or attachment of this exam has this placeholder.">{${escapeHtml(name)}}</span>`;
}

function attachmentWidget({ attachment, picture, sha256 }: StoredAttachment): string {
  const name = escapeHtml(attachment.document_file_name);
  const mark = `data-field="attachment" data-sha256="${sha256}"`;
  return picture === null
    ? `<span class="file" ${mark}>${name} (${attachment.document_file_size} bytes)</span>`
    : `<img class="picture" ${mark} alt="${name}" src="data:${attachment.document_content_type};base64,${picture.toString('base64')}">`;
}

/** "open_in_new_tab": a link for a tab of its own, else a frame in the page that launches by itself. */
function launchWidget({ exam, resource, candidate }: LaunchPlan): string {
  const address = `/exams/${exam.id}/launch/${resource.id}?candidate=${candidate}`;
  const name = escapeHtml(resource.lti_resource_link_name);
  const mark = `data-field="launch" data-placeholder="${escapeHtml(resource.placeholder)}"`;
  return resource.open_in_new_tab
    ? `<span class="tool" ${mark}><a class="button" href="${address}" target="_blank" rel="noopener">Open ${name}</a> in a new tab</span>`
    : `<span class="stage" ${mark}><span class="caption">${name}</span><iframe src="${address}" title="${name}"></iframe></span>`;
}

function toolTable({ plans, documents }: ExamView): string {
  if (plans.length === 0) return '<p class="meta" data-field="no-tools">No LTI resource is linked to this exam.</p>';
  const content = documents.map((document) => document.exam_content).join('\n');
  const rows = plans.map((plan) => {
    const cells = [plan.resource.placeholder, plan.provider.tool_name, plan.provider.oauth_consumer_key]
      .map((cell) => `<td>${escapeHtml(cell)}</td>`)
      .join('');
    return `<tr>${cells}<td>${escapeHtml(setup(plan))}</td><td>${escapeHtml(mention(plan.resource, content))}</td></tr>`;
  });
  return `<section class="card"><table data-field="tools"><caption>Connected tools</caption>
<tr><th>Placeholder</th><th>Tool provider</th><th>Consumer key</th><th>Launches</th><th>In the instructions</th></tr>${rows.join('')}</table></section>`;
}

function setup(plan: LaunchPlan): string {
  try {
    const custom = customParameters(plan).map(([name, value]) => `${name}=${value}`);
    return [launchAddress(plan).href, ...custom].join(' · ');
  } catch (error) {
    if (error instanceof LaunchSetupError) return error.message;
    throw error;
  }
}

function mention({ placeholder }: LtiResource, content: string): string {
  if (content.includes(`{${placeholder}}`)) return 'yes';
  return new RegExp(`\\b${placeholder}\\b`).test(content) ? 'without braces: not replaced' : 'no';
}
