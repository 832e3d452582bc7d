// What somebody did on the product, and the line that the two records must hold of it.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { secretIn } from './journey';
import { addressOf, type Town } from './town';
import { type Reply, Visitor } from './visitor';

/** One act or one access, done between two instants. */
export interface Trace {
  readonly act: string;
  /** An account; null: nobody signed in; 'system': the product by itself, which has no address. */
  readonly who: string | null;
  readonly action: string;
  readonly what: string;
  readonly where: { readonly address: string; readonly requestId: string } | null;
  readonly outcome: 'done' | 'failed' | 'refused';
  readonly began: Date;
  readonly ended: Date;
}

export interface Line {
  readonly action: string;
  /** Id of its subject, or how to find it once the act is done. */
  readonly what: string | (() => Promise<string>);
  readonly outcome?: Trace['outcome'];
}

export const digestOf = (email: string) => createHash('sha256').update(email).digest('hex');

const district = 150;

/** Plays acts on a town, each from a network address of its own, and keeps their traces. */
export function createScript(town: Town) {
  const traces: Trace[] = [];
  /** Everything that opens something: none may be in a record. */
  const secrets = new Set<string>();
  let index = 0;
  const play = async (act: string, who: string | null, line: Line, does: () => Promise<Trace['where']>) => {
    const began = new Date();
    const where = await does();
    const ended = new Date();
    const what = typeof line.what === 'string' ? line.what : await line.what();
    traces.push({
      act,
      who,
      action: line.action,
      what,
      where,
      outcome: line.outcome ?? 'done',
      began,
      ended,
    });
  };
  return {
    traces,
    secrets,
    /** By somebody signed in (an account), or by a visitor (null); `status` is the answer that it must get. */
    async acts(
      act: string,
      who: string | null,
      status: number,
      line: Line,
      does: (visitor: Visitor) => Promise<Reply>,
    ): Promise<Reply> {
      const address = addressOf(district, index++);
      const visitor = new Visitor(town.product.origin, address);
      if (who !== null) {
        const session = await town.session(who);
        secrets.add(session);
        visitor.setCookie('mc2i', session);
      }
      let reply: Reply | undefined;
      try {
        await play(act, who, line, async () => {
          reply = await does(visitor);
          return { address, requestId: String(reply.headers['x-request-id'] ?? '') };
        });
      } finally {
        visitor.leave();
        for (const value of visitor.cookies.values()) secrets.add(value);
      }
      if (reply?.status !== status) {
        throw new Error(
          `${act}: answered ${reply?.status}: ${reply?.body.replace(/<[^>]+>/g, ' ').slice(0, 300)}`,
        );
      }
      return reply;
    },
    /** A second line of the last act. */
    also(act: string, line: Line & { what: string }): void {
      const last = traces.at(-1);
      if (last) traces.push({ ...last, act, action: line.action, what: line.what });
    },
    /** By the product itself: a job, a chore, a command. */
    async happens(act: string, line: Line, does: () => Promise<unknown>): Promise<void> {
      await play(act, 'system', line, async () => {
        await does();
        await town.settled();
        return null;
      });
    },
    /** Runs a chore of the product now. */
    async chore(name: string): Promise<void> {
      await town.cluster.query('select graphile_worker.add_job($1)', [name.replaceAll('.', ':')]);
      await town.settled();
    },
    /** The secret of the last mail to an address with a link to a path. */
    async mailed(email: string, path: string): Promise<string> {
      for (let wait = 0; wait < 600; wait++) {
        const found = town.smtp.received.findLast(
          ({ to, mail }) => to.includes(email) && mail.text?.includes(`${path}?jeton=`),
        );
        if (found) {
          const secret = secretIn(found.mail.text ?? '', path);
          secrets.add(secret);
          return secret;
        }
        await sleep(50);
      }
      throw new Error(`no mail to ${email} with a link to ${path} within 30 s`);
    },
    async one(text: string, values: readonly unknown[] = []): Promise<string> {
      const [row] = await town.cluster.query<Record<string, unknown>>(text, values);
      return String(Object.values(row ?? {})[0] ?? '');
    },
  };
}
export type Script = ReturnType<typeof createScript>;

/** Of these acts, those that a record does not hold with who, what, when, where and the outcome. */
export async function missing({ cluster }: Town, traces: readonly Trace[]): Promise<string[]> {
  const names: string[] = [];
  for (const { act, who, action, what, where, outcome, began, ended } of traces) {
    const common = [action, what, began, ended];
    const inHistory = `select 1 from history_entry where action = $1 and subject_id = $2 and at between $3 and $4`;
    const system = who === 'system';
    const kept = system
      ? await cluster.query(`${inHistory} and actor_kind = 'system' and actor_id is null`, common)
      : await cluster.query(
          `select 1 from access_log_entry where action = $1 and subject_id = $2 and at between $3 and $4
             and actor_id is not distinct from $5 and address = $6 and request_id = $7 and outcome = $8`,
          [...common, who, where?.address, where?.requestId, outcome],
        );
    // What changes something is in the file's own history too, which no purge shortens.
    const changes = !system && action.includes('.');
    const told =
      !changes ||
      (
        await cluster.query(`${inHistory} and request_id = $5 and actor_id is not distinct from $6`, [
          ...common,
          where?.requestId,
          who,
        ])
      ).length === 1;
    if (kept.length !== 1 || !told) names.push(`${act} (${action})`);
  }
  return names;
}
