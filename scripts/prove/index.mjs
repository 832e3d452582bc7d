// npm run prove -- NAME [PART…]: runs one experiment in full and prints its figures.
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'index.mjs')
  .map((entry) => entry.name.replace('.mjs', ''));

const [name, ...parts] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`Usage: npm run prove -- NAME [PART…], NAME being one of: ${names.join(', ')}`);
  process.exit(1);
}

/** Each experiment yields its figures as they come: `{ name, figure, bound, ok }`. */
const { prove } = await import(`./${name}.mjs`);
const rows = [];
for await (const row of prove(parts)) {
  rows.push([row.name, row.figure, row.bound, row.ok ? 'ok' : 'short']);
  console.log(`… ${rows.at(-1).join(' | ')}`);
}
console.log('');
for (const row of [['name', 'figure', 'bound', 'ok'], ...rows]) console.log(row.join(' | '));
process.exitCode = rows.length > 0 && rows.every((row) => row[3] === 'ok') ? 0 : 1;
