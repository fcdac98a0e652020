/** A smooth function of some of the numbers in `values`. */
export interface Problem {
  /** Changed in place. */
  readonly values: Float64Array
  /** Indices of the values that may change. */
  readonly variables: Int32Array
  /** The function at `values`; sets `gradient`, which is as long as `values`. */
  readonly evaluate: (gradient: Float64Array) => number
}

/** Steps whose slopes are remembered. */
const MEMORY = 6
/** A step must give this share of what its slope promises. */
const SUFFICIENT = 1e-4
const MOST_HALVINGS = 24

/**
 * Walks downhill by at most `steps` steps of the limited-memory BFGS method (Nocedal and Wright, "Numerical Optimization", 2nd
 * edition, algorithm 7.5) with halving of steps that are too long. Ends early where it is flat.
 *
 * @returns the value reached.
 */
export function descend({ values, variables, evaluate }: Problem, steps: number): number {
  const slopes = new Float64Array(values.length)
  const gather = (from: Float64Array): Float64Array => Float64Array.from(variables, (index) => from[index])
  let value = evaluate(slopes)
  let slope = gather(slopes)
  let place = gather(values)
  const memory: Step[] = []
  for (let step = 0; step < steps; step++) {
    const way = direction(slope, memory)
    const promised = inner(way, slope)
    if (promised > -1e-12) return value
    const start = { place, value, promised }
    // Without a memory the slope has no length that means anything: the first step goes one pixel at most.
    const first = memory.length === 0 ? 1 / Math.max(1, largest(way)) : 1
    const reached = stepAlong({ values, variables, evaluate }, { way, first, start, slopes })
    if (reached === null) {
      scatter(values, variables, place)
      return value
    }
    const nextSlope = gather(slopes)
    const nextPlace = gather(values)
    remember(memory, subtracted(nextPlace, place), subtracted(nextSlope, slope))
    slope = nextSlope
    place = nextPlace
    value = reached
  }
  return value
}

interface Step {
  readonly moved: Float64Array
  readonly bent: Float64Array
  /** 1 over the inner product of the two. */
  readonly weight: number
}

function remember(memory: Step[], moved: Float64Array, bent: Float64Array): void {
  const curvature = inner(moved, bent)
  if (curvature <= 1e-12) return
  memory.push({ moved, bent, weight: 1 / curvature })
  if (memory.length > MEMORY) memory.shift()
}

/** The slope turned downhill and divided by the curvature that the last steps have seen. */
function direction(slope: Float64Array, memory: readonly Step[]): Float64Array {
  const way = slope.map((value) => -value)
  const shares: number[] = []
  for (let i = memory.length - 1; i >= 0; i--) {
    shares[i] = memory[i].weight * inner(memory[i].moved, way)
    add(way, memory[i].bent, -shares[i])
  }
  const last = memory[memory.length - 1]
  if (last) for (let i = 0, scale = 1 / (last.weight * inner(last.bent, last.bent)); i < way.length; i++) way[i] *= scale
  for (let i = 0; i < memory.length; i++) {
    const back = memory[i].weight * inner(memory[i].bent, way)
    add(way, memory[i].moved, shares[i] - back)
  }
  return way
}

interface Search {
  readonly way: Float64Array
  readonly first: number
  readonly start: { readonly place: Float64Array; readonly value: number; readonly promised: number }
  readonly slopes: Float64Array
}

function stepAlong({ values, variables, evaluate }: Problem, { way, first, start, slopes }: Search): number | null {
  let size = first
  for (let halving = 0; halving < MOST_HALVINGS; halving++, size /= 2) {
    for (let i = 0; i < variables.length; i++) values[variables[i]] = start.place[i] + size * way[i]
    const value = evaluate(slopes)
    if (value <= start.value + SUFFICIENT * size * start.promised) return value
  }
  return null
}

function scatter(values: Float64Array, variables: Int32Array, place: Float64Array): void {
  for (let i = 0; i < variables.length; i++) values[variables[i]] = place[i]
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

function largest(a: Float64Array): number {
  let found = 0
  for (const value of a) found = Math.max(found, Math.abs(value))
  return found
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] += times * what[i]
}

function subtracted(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i])
}
