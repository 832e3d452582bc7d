import { writeFileSync } from 'node:fs';

/**
 * Vitest reporter that writes `{ passed, failed, skipped: [{ name, reason }] }` to SUMMARY_FILE. A file that
 * does not load, a hook that fails and an error outside any test count as failures: their tests never ran.
 */
export default class Summary {
  onTestRunEnd(modules, unhandledErrors) {
    const summary = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      const groups = [module, ...module.children.allSuites()];
      summary.failed += groups.filter((group) => group.errors().length > 0).length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') summary.passed++;
        else if (result.state === 'failed') summary.failed++;
        else summary.skipped.push({ name: test.fullName, reason: result.note ?? 'sans raison donnée' });
      }
    }
    writeFileSync(process.env.SUMMARY_FILE, JSON.stringify(summary));
  }
}
