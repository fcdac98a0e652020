/** Numbers in 0..1 that a seed gives, always the same (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A smooth wandering about 0 within -1..1, without a beat that repeats. @param random gives its phases. */
export function wandering(random: () => number): (seconds: number) => number {
  const waves = [0.31, 0.73, 1.57, 3.1].map((hertz, i) => ({
    omega: 2 * Math.PI * hertz * (0.85 + 0.3 * random()),
    phase: 2 * Math.PI * random(),
    size: [0.5, 0.3, 0.14, 0.06][i] ?? 0,
  }))
  return (seconds) => waves.reduce((sum, { omega, phase, size }) => sum + size * Math.sin(omega * seconds + phase), 0)
}
