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

/**
 * A fixed row of places, not a Map: whatever has once been in one lives on until the collector's long round when
 * answers come and go by the thousand.
 */
export function createSeats(places: number): Seats {
  const pace = createPace(sliceOfTurnMs);
  const answers: (ServerResponse | null)[] = Array.from({ length: places }, () => null);
  const takenAt = Array.from({ length: places }, () => 0);
  const free = Array.from({ length: places }, (_, place) => place);
  const leave = (place: number, response: ServerResponse) => {
    if (answers[place] !== response) return;
    answers[place] = null;
    free.push(place);
  };
  const isFull = () => {
    if (free.length > 0) return false;
    const since = performance.now() - longestAnswerMs;
    for (const [place, response] of answers.entries()) {
      if (response === null || (takenAt[place] ?? 0) > since) continue;
      // Its place is free at once; its connection is closed.
      leave(place, response);
      response.destroy();
    }
    return free.length === 0;
  };
  return {
    isFull,
    async sit(response) {
      if (isFull()) return false;
      const place = free.pop() ?? 0;
      answers[place] = response;
      takenAt[place] = performance.now();
      response.once('close', () => leave(place, response));
      await pace.turn();
      return true;
    },
  };
}
