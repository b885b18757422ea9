import { text } from 'node:stream/consumers';
import { strengthOf } from '@amud/protocol/password-strength.ts';

/** The process of features/users/password-policy.ts: takes JSON on standard input, answers on standard output. */
const { password, username } = JSON.parse(await text(process.stdin)) as { password: string; username: string };
process.stdout.write(JSON.stringify(strengthOf(password, username)));
