import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const parent = process.ppid;

/** npm was killed, not stopped: nobody would ever tell us to stop, and the port would stay taken. */
const isOrphan = () => process.env.npm_lifecycle_event !== undefined && process.ppid !== parent;

/**
 * Runs a program in the foreground until it ends and answers its exit code. Stop signals are passed on and
 * waited for: the program alone decides when it has finished. In a terminal Ctrl-C reaches it twice, once
 * directly: it must take repeated signals for one.
 */
export async function runToEnd(program, args, options = {}) {
  const child = spawn(program, args, { stdio: 'inherit', ...options });
  const forward = (signal) => child.kill(signal);
  for (const signal of FORWARDED) process.on(signal, forward);
  const watch = setInterval(() => isOrphan() && forward('SIGTERM'), 1_000);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
    });
  } finally {
    clearInterval(watch);
    for (const signal of FORWARDED) process.off(signal, forward);
  }
}
