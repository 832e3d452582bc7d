import type { FastifyCompressOptions } from '@fastify/compress';

/**
 * A page is some 2 KB once compressed. What a compressor holds stays until the collector's long round: with Node's
 * steps of 16 KB that round came every four seconds at 200 pages a second, and pages then waited for 40 ms.
 */
const steps = { chunkSize: 4096 };

/** How answers are compressed; what browsers send never is. */
export const compression: FastifyCompressOptions = {
  threshold: 1024,
  encodings: ['br', 'gzip'],
  brotliOptions: steps,
  zlibOptions: steps,
  globalDecompression: false,
};
