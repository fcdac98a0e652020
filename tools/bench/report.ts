/** What a benchmark says: numbers by name, and the limits some of them must keep. */
export interface BenchReport {
  readonly metrics: Readonly<Record<string, number>>
  readonly limits: Readonly<Record<string, { readonly min?: number; readonly max?: number }>>
}

/** Names of the metrics that break their limit; a limit without a metric is broken. */
export function brokenLimits({ metrics, limits }: BenchReport): string[] {
  return Object.entries(limits)
    .filter(([name, { min, max }]) => {
      const value = metrics[name]
      return value === undefined || Number.isNaN(value) || (min !== undefined && value < min) || (max !== undefined && value > max)
    })
    .map(([name]) => name)
}

/** The value below which `share` of the values lie (nearest rank). NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
