import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Diagnosis } from '../../../../protocol/models/diagnosis.ts';
import { type Finding, findingsOf, uncheckedOf } from './findings.ts';

type Words = TFunction<'doctor'>;

/** The line for a ticket: what, why and who. */
export function ticketLine(one: Finding, t: Words): string {
  if (one.from === 'check') return one.finding.ticket;
  const { cause, title, detail, fix, owner } = one.finding;
  const who = owner === undefined ? t('finding.noOwner') : t(`owner.${owner}`);
  return t('finding.ticket', { cause, title, detail, fix, owner: who }).replace(/\s+/g, ' ');
}

function evidenceLines({ signature }: Diagnosis, t: Words): string[] {
  const evidence = signature?.findings.find((finding) => finding.evidence !== undefined)?.evidence;
  if (signature === null) return [];
  return [
    '',
    `${t('evidence.expectedSignature')}: ${signature.expectedSignature}`,
    `${t('evidence.receivedSignature')}: ${signature.receivedSignature ?? t('evidence.missing')}`,
    ...(evidence === undefined
      ? [`${t('evidence.baseString')}: ${signature.baseString}`]
      : [
          `${t('evidence.should')}: ${evidence.expectedBaseString}`,
          `${t('evidence.was')}: ${evidence.reproducedBaseString}`,
        ]),
  ];
}

/** The whole diagnosis as text. It holds no secret: core masked what it told. */
export function reportText(diagnosis: Diagnosis, judge: 'now' | 'made', t: Words): string {
  const { pasted, signature } = diagnosis;
  const verdict = t(`result.verdict.${signature?.verdict ?? 'unchecked'}`);
  const findings = findingsOf(diagnosis);
  return [
    t('report.heading'),
    `${t('report.recognised')}: ${t(`kinds.${pasted.kind}`)}`,
    ...(pasted.request === null ? [] : [`${pasted.request.method ?? ''} ${pasted.request.url ?? ''}`.trim()]),
    `${t('report.signature')}: ${verdict}`,
    ...(findings.length === 0 ? ['', t('result.nothingTitle')] : []),
    ...findings.flatMap((one) => ['', `${t(`severity.${one.severity}`)}: ${ticketLine(one, t)}`]),
    ...evidenceLines(diagnosis, t),
    ...(pasted.notes.length === 0 ? [] : ['', `${t('result.notes')}:`, ...pasted.notes.map((note) => `- ${note}`)]),
    '',
    `${t('report.notChecked')}:`,
    ...uncheckedOf(diagnosis, judge).map((one) => `- ${t(`result.unchecked.${one}`)}`),
    '',
  ].join('\n');
}

/** What the diagnosis says, ready to be copied. */
export function useWords() {
  const { t } = useTranslation('doctor');
  return {
    ticket: (finding: Finding) => ticketLine(finding, t),
    report: (diagnosis: Diagnosis, judge: 'now' | 'made') => reportText(diagnosis, judge, t),
  };
}
