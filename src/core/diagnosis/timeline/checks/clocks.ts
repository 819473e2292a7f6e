import type { HostClock, TimelineFinding } from '../../../../protocol/models/exchanges/timeline.ts';
import { hostNameOf } from '../address.ts';
import { seconds } from '../clock.ts';
import { hopFinding, type NetworkCase } from './context.ts';

const source = 'RFC 5849 §3.3; ims-lti, oauthlib and VitalSource refuse beyond 300 to 600 s';
/** Skew beyond which strict peers, and most peers, refuse; milliseconds. */
const strict = 60_000;
const usual = 300_000;

/** NET-08: the clocks of hosts against this machine's. With a majority it is known who is wrong; without, only that they differ. */
export function checkClocks({ clock, hops }: NetworkCase): TimelineFinding[] {
  const { localSkew } = clock;
  const own = localSkew !== null && Math.abs(localSkew) > strict ? [ownClock(localSkew)] : [];
  const reference = localSkew !== null && Math.abs(localSkew) > strict ? localSkew : 0;
  return [
    ...own,
    ...clock.hosts.flatMap((host) => {
      const first = hops.find(({ url }) => hostNameOf(url) === host.host);
      return hostOff(host, reference, first?.index ?? null);
    }),
  ];
}

function ownClock(skew: number): TimelineFinding {
  return hopFinding(null, {
    id: 'NET-08',
    severity: Math.abs(skew) > usual ? 'error' : 'warning',
    title: 'This machine’s clock is wrong.',
    seen: `Most hosts agree that it is ${seconds(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead'}.`,
    expected:
      'A clock set by the network. Messages signed with it are refused as too old or as coming from the future.',
    owner: 'network',
    source,
  });
}

/** Only what is certain: the least difference the uncertainty leaves. */
function hostOff(
  { host, skew, uncertainty, detail }: HostClock,
  reference: number,
  hop: number | null,
): TimelineFinding[] {
  if (skew === null || uncertainty === null) return [];
  const least = Math.abs(skew - reference) - uncertainty;
  if (least <= strict) return [];
  return [
    hopFinding(hop, {
      id: 'NET-08',
      severity: least > usual ? 'error' : 'warning',
      title: `The clocks of ${host} and of this machine differ.`,
      seen: detail,
      expected: 'A difference of a few seconds. Compare both with a third clock to see which is wrong.',
      owner: 'tool-vendor',
      source,
    }),
  ];
}
