import { deflateSync, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { smallPng } from './small-png.mjs';

const chunk = (type: string, content: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  // The sum at the end is not read.
  return Buffer.concat([length, Buffer.from(type), content, Buffer.alloc(4)]);
};

/** A picture of 2 columns; each line with its filter, RGB. */
function pngOf(...lines: number[][]): Buffer {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, lines.length, 8, 2, 0, 0, 0]);
  const data = deflateSync(Buffer.from(lines.flat()));
  return Buffer.concat([Buffer.alloc(8), chunk('IHDR', header), chunk('IDAT', data)]);
}

function colours(png: Buffer): number[] {
  const content = (type: string) => {
    const at = png.indexOf(type);
    return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
  };
  const palette = content('PLTE');
  const rows = inflateSync(content('IDAT'));
  return [...rows].filter((_, at) => at % 3 !== 0).map((place) => palette.readUIntBE(place * 3, 3));
}

it('keeps every colour of a picture of few, whatever the filter of its lines', () => {
  const picture = pngOf(
    [0, 16, 32, 48, 1, 2, 3],
    [1, 16, 32, 48, 1, 1, 1],
    [2, 1, 1, 1, 0, 0, 0],
    [3, 8, 16, 24, 0, 0, 0],
    [4, 0, 0, 0, 1, 0, 255],
  );
  expect(colours(smallPng(picture)).map((colour) => colour.toString(16))).toEqual([
    '102030',
    '10203',
    '102030',
    '112131',
    '112131',
    '112131',
    '102030',
    '102030',
    '102030',
    '11202f',
  ]);
});

it('refuses what is not such a picture', () => {
  const interlaced = pngOf([0, 1, 2, 3, 4, 5, 6]);
  interlaced[8 + 8 + 12] = 1;
  expect(() => smallPng(interlaced)).toThrow('not a PNG of Chromium');
});
