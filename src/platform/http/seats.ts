/** Places for the requests worked on at once: beyond them, more would only make everybody wait. */
export interface Seats {
  readonly full: boolean;
  /** Takes a place; the function gives it back, once. Null when there is none left. */
  take(): (() => void) | null;
}

export function createSeats(places: number): Seats {
  let taken = 0;
  return {
    get full() {
      return taken >= places;
    },
    take() {
      if (taken >= places) return null;
      taken++;
      let given = false;
      return () => {
        if (!given) taken--;
        given = true;
      };
    },
  };
}
