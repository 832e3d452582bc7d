import type { ServerResponse } from 'node:http';
import { createPace } from './pace';

/** Who reads an answer for longer gives the place to whoever waits for it. */
const longestAnswerMs = 120_000;
/** Of a turn of the event loop, to begin pages in: about one. */
const sliceOfTurnMs = 2;

/** Places for the requests worked on at once: beyond them, more would only make everybody wait. */
export interface Seats {
  /** No place is left. Who has read an answer for too long loses theirs then. */
  readonly isFull: () => boolean;
  /** Keeps a place until this answer has left, and waits for its turn; false when there is no place. */
  sit(response: ServerResponse): Promise<boolean>;
}

export function createSeats(places: number): Seats {
  const pace = createPace(sliceOfTurnMs);
  /** Since when, the oldest first. */
  const taken = new Map<ServerResponse, number>();
  const isFull = () => {
    if (taken.size < places) return false;
    for (const [response, since] of taken) {
      if (performance.now() - since < longestAnswerMs) break;
      // Its place is free at once; its connection is closed.
      taken.delete(response);
      response.destroy();
    }
    return taken.size >= places;
  };
  return {
    isFull,
    async sit(response) {
      if (isFull()) return false;
      taken.set(response, performance.now());
      response.once('close', () => taken.delete(response));
      await pace.turn();
      return true;
    },
  };
}
