import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GridCut, LINKS } from '../../../../app/raster/grab-cut/min-cut.ts'

/** A grid with its frame, as the kernel wants it. */
interface Graph {
  readonly width: number
  readonly height: number
  readonly pulls: readonly number[]
  /** For each pixel the links right, down-left, down, down-right; the same both ways. */
  readonly weights: readonly number[]
}

const FORWARD = [4, 5, 6, 7] as const

const graphs = fc.record({ width: fc.integer({ min: 1, max: 4 }), height: fc.integer({ min: 1, max: 3 }) }).chain(({ width, height }) =>
  fc.record({
    width: fc.constant(width),
    height: fc.constant(height),
    pulls: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: width * height, maxLength: width * height }),
    weights: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4 * width * height, maxLength: 4 * width * height }),
  }),
)

interface Link {
  readonly from: number
  readonly to: number
  readonly weight: number
}

function placesOf({ width, height }: Graph): Int32Array {
  return Int32Array.from({ length: width * height }, (_, i) => (Math.floor(i / width) + 1) * (width + 2) + (i % width) + 1)
}

function linksOf(graph: Graph): Link[] {
  const stride = graph.width + 2
  const offsets = [0, 0, 0, 0, 1, stride - 1, stride, stride + 1]
  const places = placesOf(graph)
  const inside = new Set(places)
  return [...places].flatMap((from, i) =>
    FORWARD.flatMap((d, k) => {
      const to = from + offsets[d]!
      return inside.has(to) ? [{ from, to, weight: graph.weights[4 * i + k]! }] : []
    }),
  )
}

/** What a division costs: pulls it goes against, and links it cuts. */
function costOf(graph: Graph, isSource: (place: number) => boolean): number {
  const pulls = [...placesOf(graph)].reduce((sum, place, i) => {
    const pull = graph.pulls[i]!
    return sum + (isSource(place) ? Math.max(0, -pull) : Math.max(0, pull))
  }, 0)
  return linksOf(graph).reduce((sum, { from, to, weight }) => sum + (isSource(from) === isSource(to) ? 0 : weight), pulls)
}

function solve(graph: Graph): GridCut {
  const stride = graph.width + 2
  const cut = new GridCut({ stride, rows: graph.height + 2 })
  const places = placesOf(graph)
  for (const [i, place] of places.entries()) cut.terminals[place] = graph.pulls[i]!
  for (const { from, to, weight } of linksOf(graph)) {
    const d = [1, stride - 1, stride, stride + 1].indexOf(to - from) + 4
    cut.links[LINKS * from + d] = weight
    cut.links[LINKS * to + 7 - d] = weight
  }
  cut.solve(places)
  return cut
}

describe('the minimum cut of a grid', () => {
  it('costs what the best of all divisions costs', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const places = [...placesOf(graph)]
        let least = Number.POSITIVE_INFINITY
        for (let bits = 0; bits < 2 ** places.length; bits++) {
          least = Math.min(
            least,
            costOf(graph, (place) => ((bits >> places.indexOf(place)) & 1) === 1),
          )
        }
        const cut = solve(graph)
        expect(costOf(graph, (place) => cut.isSource(place))).toBe(least)
      }),
      { numRuns: 300 },
    )
  })

  it('can be used again', () => {
    const graph: Graph = { width: 2, height: 1, pulls: [3, -3], weights: [1, 0, 0, 0, 0, 0, 0, 0] }
    const cut = solve(graph)
    const [left, right] = placesOf(graph)
    expect([cut.isSource(left!), cut.isSource(right!)]).toEqual([true, false])
    cut.links.fill(0)
    cut.terminals[left!] = -1
    cut.terminals[right!] = 1
    cut.solve(placesOf(graph))
    expect([cut.isSource(left!), cut.isSource(right!)]).toEqual([false, true])
  })
})
