import { readFileSync } from 'node:fs';
import { cliEnvironment, EnvironmentError, readEnvironment } from '@amud/protocol/environment.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import manifest from '../package.json' with { type: 'json' };
import { doctor } from './commands/doctor.ts';
import { runProgram } from './commands/run-program.ts';
import { up } from './commands/up.ts';

const help = `Usage: amud COMMAND

  up                   start the server and the agent of this host, and keep both running
  server               start the server only
  agent                start the agent only
  reset-password USER  print a one-time password and end the sessions of USER
  audit verify         follow the audit log, and say whether it is as it was written
  rotate-key           seal the stored secrets with a new key; --discard when the old one is lost
  backup FILE          put database, pictures and keys into one sealed file
  restore FILE         put such a file in the place of what is here, with AMUD stopped
  doctor               look for what is wrong with this installation
  version              print the version

The environment is described in docs/configuration.md.`;

/** The command line; the only reader of the environment here. Programs that it starts read their own. */
const main = async (): Promise<number> => {
  const [command, ...words] = process.argv.slice(2);
  const readEnv = () => readEnvironment(cliEnvironment, process.env, (path) => readFileSync(path, 'utf8'));
  const commands: Record<string, () => Promise<number>> = {
    up: () => up(readEnv(), process.env),
    server: () => runProgram('server', []),
    agent: () => runProgram('agent', []),
    'reset-password': () => runProgram('server', ['reset-password', ...words]),
    'rotate-key': () => runProgram('server', ['rotate-key', ...words]),
    backup: () => runProgram('server', ['backup', ...words]),
    restore: () => runProgram('server', ['restore', ...words]),
    audit: () => audit(words),
    doctor: () => doctor(readEnv(), process.env),
    version: () => print(manifest.version),
    help: () => print(help),
  };
  const run = commands[aliases[command ?? ''] ?? command ?? 'help'];
  if (run) return run();
  console.error(`amud: there is no command "${command}".\n\n${help}`);
  return 2;
};

const audit = async (words: string[]): Promise<number> => {
  if (words.join(' ') === 'verify') return runProgram('server', ['verify-audit']);
  console.error('Usage: amud audit verify');
  return 2;
};

const aliases: Record<string, string> = { '--version': 'version', '-v': 'version', '--help': 'help', '-h': 'help' };

const print = async (text: string): Promise<number> => {
  console.log(text);
  return 0;
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isExpected = error instanceof StartError || error instanceof EnvironmentError;
    console.error(isExpected ? `amud: ${error.message}` : error);
    process.exit(1);
  },
);
