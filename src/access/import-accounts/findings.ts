/** Something to say about a line of the file. */
export interface Remark {
  readonly line: number;
  readonly text: string;
}

/** Remarks kept for the report: the first thousand, all of them counted. */
export class Remarks {
  count = 0;
  private readonly kept: Remark[] = [];

  add(...remarks: readonly Remark[]): void {
    this.count += remarks.length;
    this.kept.push(...remarks.slice(0, Math.max(0, 1_000 - this.kept.length)));
  }

  /** In the order of the file. */
  first(count: number): readonly Remark[] {
    return this.kept.toSorted((a, b) => a.line - b.line).slice(0, count);
  }
}
