import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { knownInAnswer, knownInMessage, knownTextFinding } from '../known-errors/index.ts';
import { type Call, callName, parametersOf } from './call.ts';

const telling = new Set(['lti_errormsg', 'lti_errorlog', 'error_description']);

/** NET-11 over calls: the known texts in their answers, and in what they carry as an error; each once. */
export function checkKnownTextsInCalls(calls: readonly Call[]): CheckFinding[] {
  const told = new Set<string>();
  return calls.flatMap((call) => {
    const { answer } = call;
    const found = [
      ...(answer === null
        ? []
        : knownInAnswer(answer.body, answer.status).map((known) => ({
            known,
            where: `the answer to ${callName(call)}`,
          }))),
      ...parametersOf(call).flatMap(([name, value]) =>
        telling.has(name) ? knownInMessage(value).map((known) => ({ known, where: name })) : [],
      ),
    ];
    return found.flatMap(({ known, where }) => {
      if (told.has(known.id)) return [];
      told.add(known.id);
      return [knownTextFinding(known, where)];
    });
  });
}
