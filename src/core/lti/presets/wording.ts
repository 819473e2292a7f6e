import type { LmsPreset } from '../../../protocol/models/lti/lti.ts';

/** The four levels where an LMS has a switch for the name and one for the email address. */
export function twoSwitches(name: string, email: string): LmsPreset['privacy'] {
  return [
    { level: 'anonymous', title: `${name} off, ${email} off`, effect: 'The tool gets an id and roles only.' },
    { level: 'name_only', title: `${name} on, ${email} off`, effect: 'The tool also gets the name.' },
    { level: 'email_only', title: `${name} off, ${email} on`, effect: 'The tool also gets the email address.' },
    { level: 'public', title: `${name} on, ${email} on`, effect: 'The tool gets name and email address.' },
  ];
}
