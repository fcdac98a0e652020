/**
 * Kendall's tau-b: how far two orders agree, -1 to 1; ties count for neither side (Kendall 1945). NaN where one of them has no order.
 */
export function kendallTau(a: readonly number[], b: readonly number[]): number {
  let agree = 0
  let differ = 0
  let tiedA = 0
  let tiedB = 0
  for (let i = 0; i < a.length; i++) {
    for (let j = i + 1; j < a.length; j++) {
      const x = Math.sign((a[i] ?? 0) - (a[j] ?? 0))
      const y = Math.sign((b[i] ?? 0) - (b[j] ?? 0))
      if (x === 0 && y !== 0) tiedA++
      else if (y === 0 && x !== 0) tiedB++
      else if (x * y > 0) agree++
      else if (x * y < 0) differ++
    }
  }
  return (agree - differ) / Math.sqrt((agree + differ + tiedA) * (agree + differ + tiedB))
}
