import { describe, expect, it } from 'vitest';
import { areaUnderCurve, median, quantile } from './statistics';

describe('the figures of the laboratory', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('finds the value below which a share lies, whatever the order', () => {
    expect(quantile(hundred, 0.99)).toBe(100);
    expect(quantile(hundred, 0)).toBe(1);
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('tells two arms apart, or says that nothing does', () => {
    expect(areaUnderCurve([1, 2, 3], [1, 2, 3])).toBe(0.5);
    expect(areaUnderCurve([4, 5], [1, 2])).toBe(1);
    expect(areaUnderCurve([1, 2], [4, 5])).toBe(0);
  });
});
