// How well the signature doctor names causes over a generated corpus (precision and recall), and how long its longest search
// (60 parameters, nothing reproduces the signature, all pairs) takes as a multiple of as many plain HMACs in the same run; then how well
// the timeline names what goes wrong on the network, over launches of the sandbox's misbehaving tool.
// Run with: node test/bench/doctor.bench.mjs [launches per cause]
import { createHmac } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { explainSignature } from '../../src/core/diagnosis/signature/index.ts';
import { verifyAndExplain } from '../../src/core/diagnosis/verify.ts';
import { verifyInputSchema } from '../../src/protocol/models/signing.ts';
import { LaunchBench } from '../integration/failures/launching.ts';
import { faultyLaunch, mutations, strangeLaunch } from '../interop/forensics/mutations.ts';
import { networkLaunches } from './network-corpus.ts';

const perCause = Number(process.argv[2] ?? 20);
const print = (line) => process.stdout.write(`${line}\n`);
const clock = { now: () => Date.now() };
const explain = (message) => verifyAndExplain(verifyInputSchema.parse(message), { clock, maxMilliseconds: 60_000 });

const score = { truePositive: 0, falsePositive: 0, falseNegative: 0, launches: 0 };
const missed = new Map();

async function judge(expected, message) {
  count(
    expected,
    (await explain(message)).findings.map(({ cause }) => cause).filter((cause) => cause !== 'unknown'),
  );
}

function count(expected, named) {
  score.launches += 1;
  const remaining = [...named];
  for (const cause of expected) {
    const index = remaining.indexOf(cause);
    if (index === -1) {
      score.falseNegative += 1;
      missed.set(cause, (missed.get(cause) ?? 0) + 1);
    } else {
      remaining.splice(index, 1);
      score.truePositive += 1;
    }
  }
  score.falsePositive += remaining.length;
}

async function report(name, cases) {
  begin();
  for (const { causes, message } of cases) await judge(causes, message);
  printScore(name);
}

function begin() {
  Object.assign(score, { truePositive: 0, falsePositive: 0, falseNegative: 0, launches: 0 });
  missed.clear();
}

function printScore(name) {
  const { truePositive, falsePositive, falseNegative, launches } = score;
  const ratio = (part, other) => (part + other === 0 ? 'none named' : (part / (part + other)).toFixed(4));
  print(
    `${name}: ${launches} launches, precision ${ratio(truePositive, falsePositive)}, recall ${ratio(truePositive, falseNegative)}`,
  );
  if (missed.size > 0) print(`  missed: ${JSON.stringify(Object.fromEntries(missed))}`);
}

const seeds = Array.from({ length: perCause }, (_, index) => index + 1);
const single = seeds.flatMap((seed) => mutations.map((one) => faultyLaunch(seed, [one]))).filter((one) => one !== null);
const pairs = mutations
  .flatMap((first, index) =>
    mutations.slice(index + 1).map((second, offset) => {
      if (first.area === second.area) return null;
      const seed = 1000 + index * 100 + offset;
      const bothChange = faultyLaunch(seed, [first]) !== null && faultyLaunch(seed, [second]) !== null;
      return bothChange ? faultyLaunch(seed, [first, second]) : null;
    }),
  )
  .filter((one) => one !== null);

await report('one fault', single);
await report('two faults', pairs);
const good = single.map((one) => one.good);
const refused = [];
for (const message of good) if ((await explain(message)).verdict !== 'valid') refused.push(message);
print(`no fault: ${good.length} launches, ${refused.length} called invalid`);
await report(
  'no known fault',
  seeds.map((seed) => ({ causes: [], message: strangeLaunch(seed) })),
);

const large = verifyInputSchema.parse(strangeLaunch(7, 48));
const { fields } = large;
const started = performance.now();
const longest = await explainSignature(large, { clock, maxMilliseconds: 60_000, maxTries: Number.MAX_SAFE_INTEGER });
const searchTime = performance.now() - started;
const text = 'x'.repeat(JSON.stringify(fields).length * 2);
const plainStarted = performance.now();
for (let count = 0; count < longest.tried; count += 1) createHmac('sha1', 'key').update(text).digest('base64');
const plainTime = performance.now() - plainStarted;
print(
  `longest search: ${fields.length} fields, ${longest.tried} tried, ${(searchTime / 1000).toFixed(2)} s, ${(searchTime / plainTime).toFixed(1)} times as many plain HMACs`,
);

const isRefusal = ({ title }) => /^The (request was refused|server failed)\.$/.test(title);
const isKnownText = ({ id }) => id === 'NET-11';

/** What a person is led to: the causes on the first hop that went wrong. What the answer says counts where nothing else is found. */
function namedOnNetwork({ findings, firstWrongHop }) {
  const errors = findings.filter(({ severity, hop }) => severity === 'error' && hop === firstWrongHop);
  const causes = errors.filter((error) => !isRefusal(error) && !isKnownText(error));
  const told = errors.filter(isKnownText);
  const named = [causes, told, errors].find(({ length }) => length > 0) ?? [];
  return [...new Set(named.map(({ id, hop }) => `${id}@${hop}`))];
}

begin();
const network = new LaunchBench();
await network.begin();
for (const [behaviour, mode, expected] of networkLaunches) {
  const { timeline } = await network.launch(behaviour, { mode });
  const wanted = expected === null ? [] : [expected];
  const named = namedOnNetwork(timeline);
  count(wanted, named);
  if (wanted.join() !== named.join())
    print(`  ${behaviour} in ${mode}: ${named.join(', ') || 'nothing'}, not ${expected}`);
}
await network.remove();
printScore('network');
