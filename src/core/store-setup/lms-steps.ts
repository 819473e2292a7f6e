import type { StoreSetup } from '../../protocol/models/lti/store-setup.ts';
import { accessSentence, setupValues } from './message.ts';

type Lms = 'moodle' | 'canvas' | 'schoology';
type Values = ReturnType<typeof setupValues>;

type Guide = {
  name: string;
  steps(setup: StoreSetup, values: Values): readonly string[];
  /** Where the menus and labels are told; what no document told is marked in its step. */
  sources: readonly string[];
};

/** Marks a step no document of the LMS was found for. */
const unconfirmed = (step: string): string => `${step} (general knowledge, unconfirmed)`;

const guides: Readonly<Record<Lms, Guide>> = {
  moodle: {
    name: 'Moodle',
    steps: (setup, { url, consumerKey, secret }) => [
      'Sign in as an administrator and open Site administration > Plugins > Activity modules > External tool > Manage tools.',
      'Choose "configure a tool manually".',
      `Tool name: ${setup.name}`,
      `Tool URL: ${url}`,
      'LTI version: LTI 1.0/1.1',
      `Consumer key: ${consumerKey}`,
      `Shared secret: ${secret}`,
      'Tool configuration usage: "Show in activity chooser and as a preconfigured tool". Default launch container: "New window".',
      'Privacy: "Share launcher\'s name with tool" and "Share launcher\'s email with tool" as your institution decides. The user id is always sent.',
      'Save, then add the tool to a course as an activity and open it as a student.',
    ],
    sources: [
      'Moodle, mod/lti/lang/en/lti.php (labels) and the add-tool features of mod/lti/tests/behat (menus)',
      'https://docs.moodle.org/en/External_tool_settings',
    ],
  },
  canvas: {
    name: 'Canvas',
    steps: (setup, { url, consumerKey, secret }) => [
      'Open Settings of the account or course, then Apps > View App Configurations > + App.',
      'Configuration Type: "Manual Entry"; or "Paste XML" with the cartridge, which fills in name and address.',
      `Name: ${setup.name}`,
      `Consumer Key: ${consumerKey}`,
      `Shared Secret: ${secret}`,
      `Launch URL: ${url}`,
      'Privacy: Anonymous shares neither name nor email address, Name Only and Email Only one of them, Public both and Canvas and SIS ids. A user id is sent either way.',
      unconfirmed(
        'Submit, then add it to a module as an External Tool with "Load in a new tab" and open it in Student View.',
      ),
    ],
    sources: [
      'Canvas Admin Guide, "How do I configure a manual entry external app for an account?": https://community.canvaslms.com/t5/Admin-Guide/How-do-I-configure-a-manual-entry-external-app-for-an-account/ta-p/219',
      'Canvas Admin Guide, "How do I configure an external app for an account using XML?"',
    ],
  },
  schoology: {
    name: 'Schoology',
    steps: (setup, { url, consumerKey, secret }) => [
      'Sign in as a system administrator and open School Management (System Settings) > Integration > External Tools. LTI 1.3 apps are set up elsewhere, in the App Center.',
      'Choose "Add External Tool Provider".',
      `Tool Name: ${setup.name}`,
      `Consumer Key: ${consumerKey}`,
      `Shared Secret: ${secret}`,
      'Privacy: nothing has to be shared; "Send Name and Email/Username of user who launches the tool" shares more.',
      'Configuration Type: "Manual". Match By: "URL".',
      `Domain/URL: ${url}`,
      'Custom Parameters: leave empty. Submit.',
      unconfirmed(
        'In a course choose Add Materials > Add File/Link/External Tool > External Tool, pick the tool provider, let it open in a new window, and open it as a student.',
      ),
    ],
    sources: [
      'Schoology support, "System Management of External Tools (Enterprise)": https://support.schoology.com/hc/en-us/articles/201001113-System-Management-of-External-Tools-Enterprise-',
      'Education Perfect, "How do we set up an integration between Education Perfect and Schoology" (options of the form): https://help.educationperfect.com/article/385-how-do-we-set-up-an-integration-between-education-perfect-and-schoology',
    ],
  },
};

/** Numbered steps for the administrator of an LMS, with the documents they follow. */
export function lmsSteps(lms: Lms, setup: StoreSetup): string {
  const { name, steps, sources } = guides[lms];
  const list = steps(setup, setupValues(setup)).map((step, index) => `${index + 1}. ${step}`);
  return `Connecting ${name} with ${setup.name}

${list.join('\n')}

${accessSentence(setup)}
Labels may differ a little between versions of ${name}. They are taken from:
${sources.map((source) => `- ${source}`).join('\n')}
`;
}
