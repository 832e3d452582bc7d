// What an import cannot take, or has no room for: a clear sentence, the registry as it was, and the next one succeeds.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { inPlace, measureImport, type RegistryGround, startImport, startRegistry } from '../lab/registry';
import { type State, writeState } from '../lab/registry-states';
import { exactly, type Row } from '../lab/rows';
import { mountSmallDisk, type SmallDisk } from '../lab/small-disk';
import { zipOf } from '../lab/zip';

const establishments = 30_000;

interface Trouble {
  /** What is imported; `mend` makes it what it should be, under the same names. */
  readonly files: readonly string[];
  /** While it goes on. */
  during?(): Promise<void>;
  mend(): void;
  readonly sentence: RegExp;
}

/** To be run as root, on Linux: the disk of the database is a small one. */
export async function* refusals(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-lab-states-'));
  const disk = mountSmallDisk(600);
  const ground = await startRegistry({ inside: disk.folder });
  try {
    const alpha = await writeState('alpha', join(folder, 'alpha'), establishments);
    const beta = await writeState('beta', join(folder, 'beta'), establishments);
    await measureImport(ground, beta.files);
    const wanted = await inPlace(ground);
    for (const [name, trouble] of Object.entries(troublesOf(ground, beta, folder, disk))) {
      await measureImport(ground, alpha.files);
      const before = await inPlace(ground);
      const importing = startImport(ground, trouble.files);
      await trouble.during?.();
      const { code, output } = await importing.ended;
      const said = trouble.sentence.test(output) && !/\n\s+at /.test(output);
      if (!said) console.error(output.slice(-2_000));
      yield exactly(`${name}: exit code`, code ?? 'none', 1);
      yield exactly(`${name}: said in a sentence`, said ? 'yes' : 'no', 'yes');
      yield exactly(
        `${name}: the registry in place`,
        (await inPlace(ground)) === before ? 'as it was' : 'changed',
        'as it was',
      );
      trouble.mend();
      const again = await startImport(ground, trouble.files).ended;
      if (again.code !== 0) console.error(again.output.slice(-2_000));
      const right = again.code === 0 && (await inPlace(ground)) === wanted;
      yield exactly(
        `${name}: mended, the same command`,
        right ? 'the new registry' : 'not it',
        'the new registry',
      );
    }
  } finally {
    await ground.remove();
    disk.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

function troublesOf(
  ground: RegistryGround,
  { files }: State,
  folder: string,
  disk: SmallDisk,
): Readonly<Record<string, Trouble>> {
  const [units = '', sites = '', ...landmarks] = files;
  const cut = (name: string, whole: Buffer, sentence: RegExp): Trouble => {
    const path = join(folder, name);
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length * 0.6)));
    return { files: [units, path, ...landmarks], mend: () => writeFileSync(path, whole), sentence };
  };
  const text = readFileSync(sites);
  const wrong = join(folder, 'liste.csv');
  writeFileSync(wrong, 'nom;ville\nFONDERIE;BELFORT\n');
  return {
    'a ZIP that is cut': cut(
      'sites.zip',
      zipOf(basename(sites), text),
      /Import refusé\. sites\.zip : archive ZIP abîmée/,
    ),
    'a gzip that is cut': cut(
      'sites.csv.gz',
      gzipSync(text),
      /Import refusé\. sites\.csv\.gz : lecture interrompue/,
    ),
    'a file of something else': {
      files: [units, wrong, ...landmarks],
      mend: () => writeFileSync(wrong, text),
      sentence: /Import refusé\. liste\.csv : /,
    },
    'a full disk': {
      files,
      async during() {
        await importing(ground);
        disk.fill();
      },
      mend: () => disk.free(),
      sentence: /Import arrêté\. Le disque de la base de données est plein\./,
    },
  };
}

async function importing({ cluster }: RegistryGround): Promise<void> {
  for (;;) {
    const rows = await cluster.query(
      `select 1 from registry_import where ended_at is null and step <> 'failed'`,
    );
    if (rows.length > 0) return;
  }
}
