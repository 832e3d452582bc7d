/** For knip --reporter: how many files were read, and "kind: file: symbol" for each finding, as JSON. */
export default function report({ issues, counters }) {
  const found = Object.entries(issues).flatMap(([kind, byFile]) =>
    Object.values(byFile)
      .flatMap((bySymbol) => Object.values(bySymbol))
      .map(({ filePath, symbol }) => `${kind}: ${filePath}: ${symbol}`),
  );
  console.log(JSON.stringify({ read: counters.processed, found }));
}
