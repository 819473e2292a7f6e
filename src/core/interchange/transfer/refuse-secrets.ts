import { ProblemError } from '../../../protocol/problem.ts';
import type { Workspace } from '../../context.ts';
import { patternsOf, SecretScanner } from '../../redaction/index.ts';
import { vaultSecrets } from '../bundle/index.ts';
import { onlyAsWholeValue } from '../bundle/secrets.ts';
import type { CarriedConnection } from '../vault-file/content.ts';

/**
 * A connection is passed on in clear: notes, variables and forms are searched for every secret of the vault, in all the ways it may
 * be written down. One too short to be told from a word counts as the whole of a value.
 *
 * @throws ProblemError `transfer.holds-secret` (`params`: `owner`, `place`), `vault.locked`, `vault.tampered`.
 */
export function refuseSecretsOfVault(
  text: string,
  connections: readonly CarriedConnection[],
  workspace: Pick<Workspace, 'credentials' | 'vault'>,
): void {
  const secrets = vaultSecrets(workspace);
  const places = connections.flatMap(placesOf);
  const anywhere = secrets.filter(({ value }) => !onlyAsWholeValue(value));
  const all = new SecretScanner(anywhere.flatMap(({ value }) => patternsOf(value)));
  const texts = [text, ...places.map(([, value]) => value)];
  if (texts.some((one) => all.find(one).length > 0)) {
    // Which of them, told one by one: this is the way out of an error, not of every file.
    for (const { owner, value } of anywhere) {
      const scanner = new SecretScanner(patternsOf(value));
      const holds = (one: string) => scanner.find(one).length > 0;
      if (texts.some(holds)) throw held(owner, places.find(([, one]) => holds(one))?.[0] ?? 'the contract');
    }
  }
  for (const { owner, value } of secrets) {
    const found = places.find(([, one]) => one === value);
    if (found !== undefined) throw held(owner, found[0]);
  }
}

function placesOf({ name, notes, baseUrl, variables, forms }: CarriedConnection): (readonly [string, string])[] {
  return [
    [name, name],
    [`${name}: notes`, notes],
    [`${name}: address`, baseUrl],
    ...Object.entries(variables).map(([variable, value]) => [`${name}: variable ${variable}`, value] as const),
    ...forms.flatMap(({ operation, form }) =>
      (form?.values ?? []).map((field) => [`${name}: form of ${operation}, ${field.name}`, field.value] as const),
    ),
    ...forms.flatMap(({ operation, form }) => {
      const custom = form?.preset?.custom ?? [];
      return custom.map(([field, value]) => [`${name}: form of ${operation}, ${field}`, value] as const);
    }),
  ];
}

function held(owner: string, place: string): ProblemError {
  return new ProblemError('transfer.holds-secret', { params: { owner, place } });
}
