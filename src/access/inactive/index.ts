import { closeInactive } from './close-inactive';
import { warnInactive } from './warn-inactive';

export const inactiveChores = [warnInactive, closeInactive];
