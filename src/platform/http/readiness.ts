import { statfs } from 'node:fs/promises';

/** Under this the next documents and the database's own files may not fit: a load balancer looks elsewhere. */
const leastRoomBytes = 32 * 1024 * 1024;
/** After a write was refused for lack of room, on whichever disk. */
const doubtMs = 4_000;

export interface Readiness {
  /** Whether every answer closes its connection. */
  readonly leaving: boolean;
  /** From now on not ready. */
  stop(): void;
  /** No new connection comes any more: those that there are end with their next answer. */
  leave(): void;
  /** A write has just been refused because a disk is full. */
  noteOutOfSpace(): void;
  /** Null when requests can be served, else why not. */
  obstacle(): Promise<'stopping' | 'database' | 'disk' | null>;
}

/** `databaseAnswers` must end within a few seconds; `folder` is where documents are kept. */
export function createReadiness(databaseAnswers: () => Promise<boolean>, folder: string): Readiness {
  let stopping = false;
  let leaving = false;
  let fullAt = Number.NEGATIVE_INFINITY;
  return {
    get leaving() {
      return leaving;
    },
    stop() {
      stopping = true;
    },
    leave() {
      leaving = true;
    },
    noteOutOfSpace() {
      fullAt = performance.now();
    },
    async obstacle() {
      if (stopping) return 'stopping';
      if (!(await databaseAnswers())) return 'database';
      if (performance.now() - fullAt < doubtMs || !(await hasRoom(folder))) return 'disk';
      return null;
    },
  };
}

async function hasRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize >= leastRoomBytes;
}
