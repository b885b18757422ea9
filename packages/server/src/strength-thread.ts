import { parentPort, workerData } from 'node:worker_threads';
import { strengthOf } from '@amud/protocol/password-strength.ts';

/** The thread of features/users/password-policy.ts. */
const { password, username } = workerData as { password: string; username: string };
parentPort?.postMessage(strengthOf(password, username));
