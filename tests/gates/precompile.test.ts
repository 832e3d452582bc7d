import { SourceMap } from 'node:module';
import { transformSync } from 'esbuild';
import * as preact from 'preact';
import * as runtime from 'preact/jsx-runtime';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { precompile } from '../../scripts/precompile';
import * as markup from '../../src/ui/markup';

/** What a file whose page is `expression` renders to, and what the precompiler made of it. */
function drawn(expression: string, { precompiled }: { precompiled: boolean }) {
  const source = `${setting}\nexport const page = () => (${expression});`;
  const code = precompiled ? (precompile(source, 'page.tsx')?.code ?? source) : source;
  const { code: commonJs } = transformSync(code, {
    loader: 'tsx',
    format: 'cjs',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const module = { exports: {} as { page: () => preact.VNode } };
  const load = (name: string) => {
    if (name === 'preact') return preact;
    return name === 'preact/jsx-runtime' ? runtime : markup;
  };
  new Function('module', 'exports', 'require', commonJs)(module, module.exports, load);
  const { page } = module.exports;
  // Twice: nothing of the first drawing may be left in the second.
  return { code, html: [renderToString(page()), renderToString(page())] };
}

const setting = `
  import { createContext, Fragment } from 'preact';
  const Word = createContext('outside');
  const Box = ({ title, children }: { title?: unknown; children?: unknown }) => <section>{title}{children}</section>;
  const Heard = () => <Word.Consumer>{(word: string) => <b>{word}</b>}</Word.Consumer>;
  const nothing = null, missing = undefined, yes = true, no = false, none = '', zero = 0;
  const odd = '<a href="x">R&D</a>', list = ['a & b', 'c'] as const, frozen = Object.freeze(['<', 1, null, false]);
  const more = { id: 'i', class: 'c', title: odd };
  const call = () => 'called';
`;

const written = [
  // Text
  '<p>a</p>',
  '<p></p>',
  '<p> a </p>',
  '<p>\n  a\n  b  c\n\n  <b>d</b> e\n</p>',
  '<p>a{" "}\n  <b>b</b>{" "}\n</p>',
  '<p>R&amp;D &lt;b&gt; "q" \' é&nbsp;! &hellip;</p>',
  '<p>\n\t&nbsp;a&nbsp;\n</p>',
  '<p>{/* nothing */}a{5}{-1}{"<&>"}{`t`}{null}{true}</p>',
  '<p>a\r\n  b</p>',
  // Attributes
  '<input required disabled={true} readonly={false} value="" />',
  '<img alt="" src="/a?b=1&amp;c=2" width={12} />',
  '<p class="a" title={\'"\'} lang={null} dir={`ltr`} data-a data-b={false} data-c="" />',
  '<p aria-hidden="true" aria-label={true} aria-busy={false} aria-current draggable={false} spellcheck />',
  '<p className="a"><label htmlFor="b">c</label></p>',
  '<input type="checkbox" defaultChecked defaultValue="a" />',
  '<form accept-charset="utf-8"><br /><hr/><wbr /></form>',
  '<p style="color: red">a</p>',
  '<svg viewBox="0 0 1 1" stroke-width="2"><path pathLength="1" d="M0" /></svg>',
  '<template><slot name="a" /></template>',
  // Inside
  '<><p>a</p>b</>',
  '<div><><b>a</b>{1}</><Fragment key="k"><i>b</i></Fragment></div>',
  '<div key="a"><p key={odd}>b</p></div>',
];

const changing = [
  '<p>{odd}{nothing}{missing}{yes}{no}{none}{zero}{call}{1n}</p>',
  '<p>{list}{frozen}{[<b>{odd}</b>, odd, [odd]]}</p>',
  '<p>{list.map((one) => <b key={one}>{one}</b>)}</p>',
  '<p>{yes && <b>a</b>}{no || <i>{odd}</i>}{yes ? <u /> : null}</p>',
  '<p>{/* before */ odd /* after */}{\n  odd // line\n}{odd as string}</p>',
  '<p title={odd} class={none} lang={missing} dir={nothing} hidden={yes} id={no} tabindex={zero}>a</p>',
  '<p aria-label={odd} aria-busy={no} aria-live={none} aria-owns={missing} draggable={no} spellcheck={yes} />',
  '<input value={odd} checked={yes} disabled={no} />',
  '<input defaultValue={odd} defaultChecked={yes} />',
  '<input value={none} checked={no} maxlength={zero} />',
  '<Box>a <b>{odd}</b> c</Box>',
  '<Box title={<i>{odd}</i>}>\n  <p>a</p>\n  {list}\n</Box>',
  '<Box title=<i>a</i> />',
  '<div><Box><p>a</p></Box><Box /></div>',
  '<Word.Provider value="inside"><p><Heard /></p></Word.Provider>',
  '<div><Heard /><Word.Provider value={odd}><Heard /></Word.Provider></div>',
  '<option value={odd} selected={yes}>a</option>',
  '<div class={(() => "a")()}>{(() => { const inner = <b>{odd}</b>; return [inner, inner]; })()}</div>',
];

const leftAlone = [
  '<p>{(zero, odd)}</p>',
  '<p title={(zero, odd)} />',
  '<input value={odd} defaultValue={none} />',
  '<p {...more} class="d">a</p>',
  '<p class="d" {...more}><b>{odd}</b></p>',
  '<p key={call()}>a</p>',
  '<p ref={() => {}}>a</p>',
  '<p dangerouslySetInnerHTML={{ __html: odd }} />',
  '<textarea value={odd} />',
  '<textarea defaultValue="a" />',
  '<select value="b"><option value="a">a</option><option value={"b"}>b</option><option>b</option></select>',
  '<p style={{ color: "red", width: 1 }}>a</p>',
  '<p onClick={call}>a</p>',
  '<p onclick="a()">a</p>',
  '<p class="a" className="b">a</p>',
  '<p children="a" />',
  '<p tabIndex={1} autoFocus>a</p>',
  '<svg><path strokeWidth={2} /><a xlinkHref="#a" /></svg>',
  '<svg>{yes && <g strokeWidth={2}><path stroke-width={zero} /></g>}</svg>',
  '<svg><foreignObject><p tabIndex={1}>a</p></foreignObject></svg>',
  '<x-y z={odd}>a</x-y>',
  '<p>a&#32;</p>',
  '<p title="a\n  b">c</p>',
  '<p title=<b /> />',
];

describe('the same bytes as without', () => {
  it.each([...written, ...changing, ...leftAlone])('%s', (expression) => {
    const plain = drawn(expression, { precompiled: false });
    expect(drawn(expression, { precompiled: true }).html).toEqual(plain.html);
    expect(plain.html[0]).toBe(plain.html[1]);
  });
});

const page = (code: string) => code.slice(code.lastIndexOf('export const page'));

it.each(written)('writes as text %s', (expression) => {
  expect(page(drawn(expression, { precompiled: true }).code)).toMatch(
    /=> \(_\$template\(_\$t\d+(, <Fragment.*)?\)\);$/,
  );
});

it.each(changing)('leaves no element for the renderer in %s', (expression) => {
  expect(page(drawn(expression, { precompiled: true }).code)).not.toMatch(/<[a-z]/);
});

it.each(leftAlone)('leaves to the renderer something of %s', (expression) => {
  expect(page(drawn(expression, { precompiled: true }).code)).toMatch(/<[a-z]/);
});

it('leaves a file without elements as it is', () => {
  expect(precompile('export const a = <T,>(b: T) => <Page>{b}</Page>;', 'a.tsx')).toBeNull();
});

it('keeps every line where it is', () => {
  const source = 'const a = 1;\nexport const b = () => (\n  <p\n    class="c"\n  >\n    {d()}\n  </p>\n);\n';
  const result = precompile(source, 'b.tsx');
  const { code = '', map } = result ?? {};
  const found = new SourceMap(JSON.parse(String(map))).findEntry(...placeOf(code, 'd()'));
  expect(found).toMatchObject({ originalSource: 'b.tsx', originalLine: 5 });
});

/** Line and column, from zero. */
function placeOf(code: string, part: string): [number, number] {
  const before = code.slice(0, code.indexOf(part)).split('\n');
  return [before.length - 1, before.at(-1)?.length ?? 0];
}
