import type { StoreSetup } from '../../protocol/models/store-setup.ts';
import { accessSentence, setupValues } from './message.ts';

type Lms = 'moodle' | 'canvas' | 'schoology';
type Values = ReturnType<typeof setupValues>;

const names: Readonly<Record<Lms, string>> = { moodle: 'Moodle', canvas: 'Canvas', schoology: 'Schoology' };

const steps: Readonly<Record<Lms, (setup: StoreSetup, values: Values) => readonly string[]>> = {
  moodle: (setup, { url, consumerKey, secret }) => [
    'Sign in as an administrator and open Site administration > Plugins > Activity modules > External tool > Manage tools.',
    'Choose "configure a tool manually".',
    `Tool name: ${setup.name}`,
    `Tool URL: ${url}`,
    'LTI version: LTI 1.0/1.1',
    `Consumer key: ${consumerKey}`,
    `Shared secret: ${secret}`,
    'Tool configuration usage: "Show in activity chooser and as a preconfigured tool". Default launch container: "New window".',
    'Privacy: share the name and email address or not, as your institution decides. The user id is always sent.',
    'Save, then add the tool to a course as an activity and open it as a student.',
  ],
  canvas: (setup, { url, consumerKey, secret }) => [
    'Open Settings of the account or course, then Apps > View App Configurations > + App.',
    'Configuration Type: "Manual Entry"; or "Paste XML" with the cartridge, which fills in name and address.',
    `Name: ${setup.name}`,
    `Consumer Key: ${consumerKey}`,
    `Shared Secret: ${secret}`,
    `Launch URL: ${url}`,
    'Privacy: Public shares name and email address, Anonymous neither. The user id is sent either way.',
    'Submit, then add it to a module as an External Tool with "Load in a new tab" and open it in Student View.',
  ],
  schoology: (setup, { url, consumerKey, secret }) => [
    'In a course, choose Materials > Add Materials > Add File/Link/External Tool > External Tool; or let a system administrator set it up for all courses.',
    'Tool Provider: "Automatic" is not enough; create one with the values below.',
    `Title: ${setup.name}`,
    'Configuration Type: "Manual", matching by URL.',
    `URL: ${url}`,
    `Consumer Key: ${consumerKey}`,
    `Shared Secret: ${secret}`,
    'Privacy: "Anonymous" is enough; "Send Name and Email/Username of user" shares more.',
    'Choose to launch in a new window, submit, and open it as a student.',
  ],
};

/** Numbered steps for the administrator of an LMS. The labels are those of recent versions, as the text says. */
export function lmsSteps(lms: Lms, setup: StoreSetup): string {
  const list = steps[lms](setup, setupValues(setup)).map((step, index) => `${index + 1}. ${step}`);
  return `Connecting ${names[lms]} with ${setup.name}

${list.join('\n')}

${accessSentence(setup)}
Labels may differ a little between versions of ${names[lms]}.
`;
}
