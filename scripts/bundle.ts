/** node scripts/bundle.ts ENTRY OUTFILE: one file for Node with its source map, packages left outside, pages precompiled. */
import { readFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { precompile } from './precompile.ts';

const precompiled: Plugin = {
  name: 'precompiled',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const result = precompile(source, path);
      // esbuild follows the map to the lines of the source.
      const contents = result ? `${result.code}\n//# sourceMappingURL=${result.map.toUrl()}` : source;
      return { contents, loader: 'tsx' };
    });
  },
};

const [entry, outfile] = process.argv.slice(2);
if (!entry || !outfile) throw new Error('Usage: node scripts/bundle.ts ENTRY OUTFILE');
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  sourcemap: true,
  // For the names and lines of stack traces: the sources themselves would stay in memory.
  sourcesContent: false,
  logLevel: 'warning',
  plugins: [precompiled],
}).catch(() => {
  // esbuild has said why.
  process.exitCode = 1;
});
