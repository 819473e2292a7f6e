/**
 * `npm run -s cli -- <command>`: the command line from the sources. Standard output is the command line's alone; what
 * the launcher has to say goes to standard error. Forwards the exit code.
 */
import { run } from './lib/child.mjs';
import { launch } from './lib/launcher.mjs';
import { toolEnvironment } from './lib/node-runtime.mjs';
import { compileCache } from './lib/paths.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { createLog } from './lib/terminal.mjs';

await launch(async () => {
  const { root, node } = await prepareTools(createLog(process.stderr));
  // npm starts scripts in the checkout; file names on the command line are relative to where it was typed.
  const typedIn = process.env.npm_lifecycle_event === 'cli' ? process.env.INIT_CWD : undefined;
  const warnings = ['ExperimentalWarning', 'MODULE_TYPELESS_PACKAGE_JSON'].map((name) => `--disable-warning=${name}`);
  const { code } = await run(node, [...warnings, `${root}/src/cli/main.ts`, ...process.argv.slice(2)], {
    cwd: typedIn ?? process.cwd(),
    // Reading the sources anew takes most of the time of a short command.
    env: { ...toolEnvironment(node), NODE_COMPILE_CACHE: compileCache },
    output: 'inherit',
  });
  return code;
});
