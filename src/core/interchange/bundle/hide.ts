import type { Pairs } from '../../../protocol/models/pairs.ts';
import { isPlaceholder } from '../../diagnosis/checks/configuration/entered.ts';
import { bearsSecret, createRedactor, mask } from '../../redaction/index.ts';
import { partsOfCut } from './bounds.ts';
import type { Evidence, KnownSecret } from './evidence.ts';
import { ownWords } from './evidence.ts';
import { mapTexts } from './map-texts.ts';
import { withoutTokens } from './tokens.ts';

type Told = Pick<Evidence, 'story' | 'signed'>;

/** Hides secrets in all texts of an evidence, and takes from JSON Web Tokens what makes them valid. */
export function hideSecrets({ story, signed }: Told, secrets: readonly KnownSecret[], keepClaims: boolean): Told {
  const values = [...new Set(secrets.map(({ value }) => value))];
  const redactor = createRedactor(values.filter((value) => !isPlaceholder(value)));
  const hidden = (text: string): string => {
    const cut = partsOfCut(text);
    const clean = cut === null ? redactor.text(text) : redactor.cutText(cut.kept) + cut.word;
    return withoutTokens(clean, keepClaims);
  };
  const known = new Set(values);
  // A secret too short or too common to be searched for is still hidden where a field is there to carry one.
  const fields = (pairs: Pairs): Pairs =>
    pairs.map(([name, value]) => [name, bearsSecret(name) && known.has(value) ? mask : value]);
  const { request } = story;
  const careful = {
    ...story,
    request: request === null ? null : { ...request, headers: fields(request.headers), fields: fields(request.fields) },
  };
  return {
    story: mapTexts(careful, hidden, ownWords),
    signed:
      signed === null
        ? null
        : mapTexts(
            {
              ...signed,
              headers: fields(signed.headers),
              fields: signed.fields === null ? null : fields(signed.fields),
            },
            hidden,
            ownWords,
          ),
  };
}
