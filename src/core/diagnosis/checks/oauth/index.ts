import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { type Checks, finding } from '../check.ts';
import type { Message } from '../message.ts';
import { additions, empties, personalData, query, texts } from './content.ts';
import { bodyHash, nonce, required, signatureMethod, timestamp } from './protocol.ts';

const all: readonly Checks[] = [
  required,
  signatureMethod,
  timestamp,
  nonce,
  texts,
  query,
  additions,
  empties,
  bodyHash,
  personalData,
];

/** Checks OA-01 to OA-08, OA-10 and OA-12 on a received or prepared message. `nowSeconds` is when it is judged, or `null`. */
export function checkOAuthMessage(message: Message, nowSeconds: number | null): CheckFinding[] {
  return all.flatMap((check) => check(message, nowSeconds)).map(finding);
}
