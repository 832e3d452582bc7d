export { mergeAccesses } from './merge-accesses';
export { type HeldMembership, mergePlan } from './plan';
