import type { BehaviourEntry } from './behaviour.ts';

/** Answers every launch with what a known platform or library says of a failure. */
export const errorTextBehaviours = [
  {
    id: 'error-text-moodle',
    rows: ['B8', 'NET-11'],
    title: 'Moodle’s answer to a wrong redirect_uri',
    sees: '“Invalid request”, and nothing else.',
  },
  {
    id: 'error-text-canvas',
    rows: ['B7', 'NET-11'],
    title: 'Canvas’s answer to a launch that was used before',
    sees: 'launch_no_longer_valid: “The launch has either expired or already been consumed”.',
  },
  {
    id: 'error-text-blackboard',
    rows: ['C1', 'NET-11'],
    title: 'Blackboard’s answer to a token without kid',
    sees: '“Oops, something went wrong”, with “kid must be non-empty”.',
  },
  {
    id: 'error-text-brightspace',
    rows: ['C4', 'NET-11'],
    title: 'Brightspace’s answer to an assertion without kid',
    sees: 'invalid_client: “KeyId not found in token”.',
  },
  {
    id: 'error-text-pylti1p3',
    rows: ['B16', 'NET-11'],
    title: 'pylti1.3’s answer to a nonce it does not know',
    sees: 'A traceback that ends with “Invalid Nonce”.',
  },
  {
    id: 'error-text-ltijs',
    rows: ['B1', 'NET-11'],
    title: 'ltijs’s answer to a launch without its cookie',
    sees: 'JSON with MISSING_VALIDATION_COOKIE.',
  },
  {
    id: 'error-text-lti-php',
    rows: ['B11', 'NET-11'],
    title: 'LTI-PHP’s answer to a signature it cannot verify',
    sees: '“JWT signature check failed - perhaps an invalid public key or timestamp”.',
  },
  {
    id: 'error-text-packback',
    rows: ['B1', 'NET-11'],
    title: 'Packback’s PHP library’s answer to a launch without its cookie',
    sees: '“State not found. Please make sure you have cookies enabled in this browser.”',
  },
] as const satisfies readonly BehaviourEntry[];

export type ErrorTextBehaviour = (typeof errorTextBehaviours)[number]['id'];
