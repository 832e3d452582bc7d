/** What a control takes out of the built product: `from` occurs exactly once in it, and becomes `to`. */
interface Fault {
  readonly from: string;
  /** `$&` is what was found. */
  readonly to: string;
}

export const faults = {
  'the right on an establishment not asked': {
    from: 'if (held.has(who.permission)) return null;',
    to: 'return null;',
  },
  'a request not held to the establishment of its address': {
    from: '!view || view.siret !== call.params.siret',
    to: '!view',
  },
  'contacts of any establishment': {
    from: ') order by data.section',
    to: ') or true order by data.section',
  },
  'bank details of any establishment': {
    from: 'where bank.siret = ',
    to: 'where true or bank.siret = ',
  },
  'the warning of an unused account not noted': {
    from: 'update account set inactivity_warned_at = ',
    to: 'update account set created_at = ',
  },
  'own requests decided': {
    from: 'if (request.email === person.email) throw errors.ownRequest();',
    to: '',
  },
  'no origin asked of a form': {
    from: 'route.method === "POST" && !comesFromUs(request, origins)',
    to: 'false',
  },
  'a session that outlives its end': {
    from: 'delete from session where id_hash = ',
    to: 'delete from session where false and id_hash = ',
  },
  'a decision taken whatever the state': {
    from: '.updateTable("access_request").set(changes).where("id", "=", id).where("state", "in", [...from])',
    // Its arguments: the build may have renamed them.
    to: '.updateTable("access_request").set(arguments[3]).where("id", "=", arguments[1])',
  },
  'more mails than the limit': {
    from: 'return Math.max(0, most - ',
    to: 'return Math.max(5, most - ',
  },
  'no password hashed for an unknown address': {
    from: 'const right = await inQueue(() => verify(storedHash ?? nobodysHash',
    to: 'const right = storedHash === null ? false : await inQueue(() => verify(storedHash ?? nobodysHash',
  },
  'links that lead where the request says': {
    from: 'const sessionSecret = cookie(sessionCookie);',
    to: 'kernel.publicUrl = "http://" + request.headers.host; $&',
  },
  'documents served whatever they hold': { from: '=> scan === "clean" || ', to: '=> true || ' },
  'any number of requests at once': { from: 'seatsAtOnce = 64', to: 'seatsAtOnce = 100000' },
  'refusals not written': { from: 'noteRefusal: logRefusal', to: 'noteRefusal: async () => {}' },
  'a thousand times as many tries': { from: 'points: limit.tries,', to: 'points: limit.tries * 1000,' },
  'memory kept for each request': {
    from: 'request.log.info({ reqId: request.id, method, route, status, ms }, "answered");',
    to: '(globalThis.kept ??= []).push(Buffer.alloc(2000, 1));',
  },
  'the new units in place before the rest of the registry': {
    from: 'await updateHeld(tx, id);',
    to:
      'await client.query("begin; delete from sirene.unit; insert into sirene.unit select * from sirene_next.unit; commit"); ' +
      'await new Promise((end) => setTimeout(end, 3000)); $&',
  },
} as const satisfies Readonly<Record<string, Fault>>;
export type FaultName = keyof typeof faults;

/** The build may add a number to any name, as in `who2`. */
const asBuilt = (code: string) =>
  new RegExp(code.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/[A-Za-z_]\w*/g, '$&\\d*'), 'g');

/** The built program with a fault planted. Throws unless it has exactly one place for it. */
export function withFault(program: string, name: FaultName): string {
  const { from, to } = faults[name];
  const places = program.match(asBuilt(from))?.length ?? 0;
  if (places !== 1) throw new Error(`${places} places in the built product for the fault: ${name}`);
  return program.replace(asBuilt(from), to);
}
