const ROUNDS = 10

/**
 * Parts colours into `count` groups: k-means from centres that are drawn far from each other (D. Arthur, S. Vassilvitskii, "k-means++",
 * 2007), ten rounds.
 *
 * @param colours RGB bytes, three a colour.
 * @param random 0 inclusive to 1 exclusive.
 * @returns the group of each colour.
 */
export function groupColours(colours: Uint8Array, count: number, random: () => number): Uint8Array {
  const centres = drawCentres(colours, count, random)
  const groups = new Uint8Array(colours.length / 3)
  for (let round = 0; round < ROUNDS; round++) {
    assign(colours, centres, groups)
    if (round < ROUNDS - 1) moveCentres(colours, groups, centres)
  }
  return groups
}

function drawCentres(colours: Uint8Array, count: number, random: () => number): Float64Array {
  const total = colours.length / 3
  const centres = new Float64Array(3 * count)
  const distances = new Float64Array(total).fill(Number.POSITIVE_INFINITY)
  let chosen = Math.floor(random() * total)
  for (let k = 0; k < count; k++) {
    for (let c = 0; c < 3; c++) centres[3 * k + c] = colours[3 * chosen + c]
    let sum = 0
    for (let i = 0; i < total; i++) {
      distances[i] = Math.min(distances[i], squaredDistance(colours, 3 * i, centres, 3 * k))
      sum += distances[i]
    }
    let left = random() * sum
    chosen = 0
    while (chosen < total - 1 && left >= distances[chosen]) left -= distances[chosen++]
  }
  return centres
}

function assign(colours: Uint8Array, centres: Float64Array, groups: Uint8Array): void {
  for (let i = 0; i < groups.length; i++) {
    let least = Number.POSITIVE_INFINITY
    for (let k = 0; 3 * k < centres.length; k++) {
      const far = squaredDistance(colours, 3 * i, centres, 3 * k)
      if (far >= least) continue
      least = far
      groups[i] = k
    }
  }
}

/** A group that lost all its colours keeps its centre. */
function moveCentres(colours: Uint8Array, groups: Uint8Array, centres: Float64Array): void {
  const sums = new Float64Array(centres.length)
  const counts = new Float64Array(centres.length / 3)
  for (let i = 0; i < groups.length; i++) {
    const k = groups[i]
    counts[k]++
    for (let c = 0; c < 3; c++) sums[3 * k + c] += colours[3 * i + c]
  }
  for (let i = 0; i < centres.length; i++) if (counts[Math.floor(i / 3)] > 0) centres[i] = sums[i] / counts[Math.floor(i / 3)]
}

function squaredDistance(a: Uint8Array, i: number, b: Float64Array, j: number): number {
  const r = a[i] - b[j]
  const g = a[i + 1] - b[j + 1]
  const blue = a[i + 2] - b[j + 2]
  return r * r + g * g + blue * blue
}
