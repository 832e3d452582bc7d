import type { ServerResponse } from 'node:http';
import { createPace } from './pace';

/** Of a whole answer, however slowly it is read. */
const longestAnswerMs = 120_000;
/** Of a turn of the event loop, to begin pages in: about one. */
const sliceOfTurnMs = 2;

/** Places for the requests worked on at once: beyond them, more would only make everybody wait. */
export interface Seats {
  readonly full: boolean;
  /** Keeps a place until this answer has left, and waits for its turn; false when there is no place. */
  sit(response: ServerResponse): Promise<boolean>;
}

export function createSeats(places: number): Seats {
  const pace = createPace(sliceOfTurnMs);
  const taken = new Set<ServerResponse>();
  return {
    get full() {
      return taken.size >= places;
    },
    async sit(response) {
      if (taken.size >= places) return false;
      taken.add(response);
      const tooSlow = setTimeout(() => response.destroy(), longestAnswerMs);
      const leave = () => {
        clearTimeout(tooSlow);
        taken.delete(response);
      };
      response.once('finish', leave).once('close', leave);
      await pace.turn();
      return true;
    },
  };
}
