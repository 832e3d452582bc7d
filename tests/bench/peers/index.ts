// A peer in a process of its own: the bench runs itself again as `peer express|bare FILE`.
import { readFileSync } from 'node:fs';
import { publicFolder } from '../../../src/app';
import { openDatabase } from '../../../src/platform/database';
import { createMetrics } from '../../../src/platform/metrics';
import { loadAssets } from '../../../src/ui';
import { bareServer, type PageSizes } from './bare';
import { expressServer } from './express';

export interface PeerFile {
  readonly url: string;
  readonly port: number;
  readonly sizes: PageSizes;
}

export async function servePeer(kind: string, file: string): Promise<void> {
  const { url, port, sizes } = JSON.parse(readFileSync(file, 'utf8')) as PeerFile;
  if (kind === 'bare') {
    await bareServer(openDatabase(url), sizes).listen({ port, host: '127.0.0.1' });
    return;
  }
  loadAssets(`${publicFolder}/manifest.json`);
  expressServer(openDatabase(url), createMetrics('bench').observe).listen(port, '127.0.0.1');
}
