import { renderToString } from 'preact-render-to-string';
import { describe, expect, it, vi } from 'vitest';
import { drawOnce } from './draw-once';

describe('a part drawn once', () => {
  it('is the same HTML each time, and is drawn the first time only', () => {
    const draw = vi.fn(() => <p title={'"a" & b'}>un &lt; deux</p>);
    const page = () => renderToString(<div>{drawOnce('test part', draw)}</div>);
    expect(page()).toBe('<div><p title="&quot;a&quot; &amp; b">un &lt; deux</p></div>');
    expect(page()).toBe(page());
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it('is another one under another key', () => {
    const page = (word: string) => renderToString(drawOnce(`test ${word}`, () => <b>{word}</b>));
    expect([page('un'), page('deux'), page('un')]).toEqual(['<b>un</b>', '<b>deux</b>', '<b>un</b>']);
  });
});
