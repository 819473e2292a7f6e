import {
  type AdvantageSetup,
  advantageSetupSchema,
  firstAdvantageSetup,
} from '../../protocol/models/advantage/launch.ts';
import type { Exchange } from '../../protocol/models/exchanges/exchange.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { readText } from '../read-input.ts';

/** What a launch of LTI 1.3 is made of beside whom and as which LMS it is for; what is not given stays as it was saved. */
export type AdvantageOptions = {
  login?: string;
  deployment?: string;
  target?: string;
  claims?: string;
  anonymous?: boolean;
  wrong?: string;
};

const optionOf: Readonly<Record<string, string>> = {
  loginMethod: '--login',
  deploymentId: '--deployment',
  targetLinkUri: '--target',
  claims: '--claims',
  wrong: '--wrong',
};

/** @throws ProblemError `input.invalid` naming the option, `input.unreadable` for a file of claims that cannot be read. */
export function advantageSetup(saved: AdvantageSetup | undefined, options: AdvantageOptions): AdvantageSetup {
  const { login, deployment, target, claims, anonymous, wrong } = options;
  const parsed = advantageSetupSchema.safeParse({
    ...(saved ?? firstAdvantageSetup),
    // Nobody is there to go on.
    stepped: false,
    ...(login === undefined ? {} : { loginMethod: login.toUpperCase() }),
    ...(deployment === undefined ? {} : { deploymentId: deployment }),
    ...(target === undefined ? {} : { targetLinkUri: target }),
    ...(claims === undefined ? {} : { claims: readText(claims) }),
    ...(anonymous === undefined ? {} : { anonymous }),
    ...(wrong === undefined ? {} : { wrong }),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = optionOf[String(issue?.path[0])] ?? '--claims';
  throw new ProblemError('input.invalid', { field, detail: issue?.message ?? 'not known' });
}

/** Whether any of the options was given: they mean nothing to a launch of LTI 1.1. */
export function advantageOptionGiven(options: AdvantageOptions): string | null {
  const names = ['login', 'deployment', 'target', 'claims', 'anonymous', 'wrong'] as const;
  const given = names.find((name) => options[name] !== undefined);
  return given === undefined ? null : `--${given}`;
}

/** The legs of a launch, and the rules its values broke. */
export function legLines({ advantageLaunch }: Exchange): string[] {
  return (advantageLaunch?.legs ?? []).flatMap(({ id, state, checks, error }) => {
    const kept = checks.filter(({ status }) => status !== 'failed').length;
    const told = error === null ? '' : `: ${error.error}, ${error.description}`;
    const broken = checks.filter(({ status }) => status === 'failed');
    return [
      `  ${id} ${state}, ${kept} of ${checks.length} rules kept${told}`,
      ...broken.map(({ title, seen, source }) => `    broken: ${title} ${seen.replaceAll('\n', ' ')} (${source})`),
    ];
  });
}
