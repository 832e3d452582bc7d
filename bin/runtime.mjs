// How Node runs the program, wherever it is started from: npm start, and the laboratory that measures it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Stack traces name the files of src/. Those of the dependencies would keep 12 MB in memory for nothing. */
const traces = (root) => ['--import', pathToFileURL(join(root, 'bin', 'source-maps.mjs')).href];

/**
 * What runs for months beside other programs: the heap grows by small steps, so that it stays at 190 MB under load
 * instead of 450. V8 would otherwise wait for 250 MB before it clears the old objects away. One thread helps it do
 * so: four of them, where there are two processors, keep every page waiting for 60 ms.
 */
const frugal = [
  '--heap-growing-percent=45',
  '--initial-old-space-size=32',
  '--max-semi-space-size=8',
  '--v8-pool-size=1',
];

/** An import makes more texts in a second than the pages in a minute: less is cleared away at a time, more often. */
const importing = ['--heap-growing-percent=45', '--initial-old-space-size=32', '--max-semi-space-size=16'];

/** What Node is told before the program's file. `root` is the folder of the program, `command` its first argument. */
export const nodeOptions = (root, command) => [...traces(root), ...(memoryOf[command] ?? [])];
const memoryOf = { serve: frugal, work: frugal, 'import-registry': importing };

/** glibc otherwise keeps the 19 MB of each password hash, in as many places as there are threads. */
export const frugalMalloc = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};
