import type { Bundle } from '../../../../protocol/models/data/bundle.ts';
import type { SignatureEvidence } from '../../../../protocol/models/signing.ts';
import { html, type Markup, nothing } from '../../html/markup.ts';
import { details, mark } from './parts.ts';

const verdicts = {
  valid: { tone: 'passed', words: 'Signature valid' },
  invalid: { tone: 'failed', words: 'Signature invalid' },
  'not-checked': { tone: 'skipped', words: 'Signature not checked' },
} as const;

const schemes: Readonly<Record<string, string>> = { oauth1: 'OAuth 1.0', proctorexam: 'ProctorExam HMAC' };

/** Characters before and after the first difference that are shown. */
const around = 120;

export function signatureSection({ signature }: Bundle): Markup {
  if (signature === null) return nothing;
  const { verdict, detail, scheme, method, baseString, received, steps, findings } = signature;
  const facts = [scheme === null ? null : (schemes[scheme] ?? scheme), method]
    .filter((fact) => fact !== null)
    .join(', ');
  return html`<section><h2>Signature</h2>
<p>${mark(verdicts[verdict].tone, verdicts[verdict].words)} ${facts}</p>
<p>${detail}</p>
${findings.map(
  (finding) =>
    html`<h3>${finding.title}</h3><p>${finding.detail}</p><p><strong>What to do:</strong> ${finding.fix}</p>${
      finding.evidence === undefined ? nothing : differenceOf(finding.evidence)
    }`,
)}
${received === null ? nothing : html`<h3>Signature in the message</h3><pre>${received}</pre>`}
${baseString === null ? nothing : html`<h3>Base string</h3><pre>${baseString}</pre>`}
${
  steps.length === 0
    ? nothing
    : details(
        'How it was computed, step by step',
        html`<ol>${steps.map(
          (step) =>
            html`<li><strong>${step.title}</strong> <span class="soft">${step.rule ?? ''}</span><p>${step.detail}</p>${
              step.result === null ? nothing : html`<pre>${step.result}</pre>`
            }</li>`,
        )}</ol>`,
      )
}</section>`;
}

/** Both base strings around the first character that differs, with a mark on it. */
function differenceOf({ expectedBaseString, reproducedBaseString, firstDifference }: SignatureEvidence): Markup {
  if (firstDifference === null) return nothing;
  const excerpt = (text: string): Markup => {
    const start = Math.max(0, firstDifference - around);
    const end = firstDifference + around;
    return html`<pre>${start > 0 ? '…' : ''}${text.slice(start, firstDifference)}<mark>${text.slice(firstDifference, firstDifference + 1) || '(end)'}</mark>${text.slice(firstDifference + 1, end)}${text.length > end ? '…' : ''}</pre>`;
  };
  return html`<p class="soft">What should have been signed, and what the signature was made of; the first character that differs is marked:</p>${excerpt(expectedBaseString)}${excerpt(reproducedBaseString)}${details(
    'Both base strings',
    html`<pre>${expectedBaseString}</pre><pre>${reproducedBaseString}</pre>`,
  )}`;
}

export function reverifySection({ reverify }: Bundle, fileName: string): Markup {
  if (reverify.state === 'left-out') {
    return html`<section><h2>Verifying the signature again</h2><p>${reverify.detail}</p></section>`;
  }
  const key =
    reverify.consumerKey === null
      ? 'your secret key'
      : html`your secret of the consumer key <code>${reverify.consumerKey}</code>`;
  return html`<section><h2>Verify the signature yourself</h2>
<p>This file holds everything that was signed and nothing of the secret. Put ${key} alone into a text file and run Countersign's command line. The secret stays with you, and no network is used:</p>
<pre>countersign verify --bundle ${fileName} --secret-file secret.txt</pre>
<p>It says whether your secret gives the signature in the message, and when it does not, the smallest change that would. <code>--secret-env NAME</code> takes the secret from an environment variable instead. In the window of Countersign, open this file in the Doctor and choose a credential of your own.</p>
</section>`;
}
