/** Five places of a share are less than a tenth of a pixel at 8,000, and a third of the bytes. On its own, so that kernels need no schema. */
export const roundShare = (value: number): number => Math.round(value * 1e5) / 1e5 + 0
