/** The only source of "now": injected, so that tests can move through time. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export const minutes = (count: number) => count * 60_000;
export const hours = (count: number) => minutes(count * 60);
export const days = (count: number) => hours(count * 24);
export const after = (from: Date, milliseconds: number) => new Date(from.getTime() + milliseconds);
