export { jsonFieldValues, maskFormFields, maskJsonFields } from './fields.ts';
export { maskKnownSecretHeaders, maskSetCookie } from './headers.ts';
export { mask } from './mask.ts';
export { patternsOf } from './patterns.ts';
export { bearsSecret, createRedactor, type ReadText, type Redactor, redactPage } from './redactor.ts';
export { SecretScanner } from './scanner.ts';
