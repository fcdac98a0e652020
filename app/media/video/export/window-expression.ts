import type { CropPath, PathNode } from '../../../domain/video/crop-path.ts'

/**
 * Where a window begins, as an expression of ffmpeg in the time `t`: a search tree of straight pieces, so that a frame costs a handful of
 * comparisons whatever the path. Only numbers of ours stand in it.
 *
 * @param sidePx the side that the path's shares are of.
 */
export function windowExpression({ nodes }: CropPath, sidePx: number): string {
  const [first] = nodes
  const last = nodes.at(-1)
  if (first === undefined || last === undefined) return '0'
  if (nodes.length === 1) return number(first.at * sidePx)
  const inside = pieces(nodes, sidePx)
  return `if(lt(t,${seconds(first)}),${number(first.at * sidePx)},if(gte(t,${seconds(last)}),${number(last.at * sidePx)},${inside}))`
}

function pieces(nodes: readonly PathNode[], sidePx: number): string {
  const [from, to] = [nodes[0] as PathNode, nodes[nodes.length - 1] as PathNode]
  if (nodes.length === 2) {
    const slope = ((to.at - from.at) * sidePx * 1000) / Math.max(1e-6, to.ms - from.ms)
    return `${number(from.at * sidePx)}+(${number(slope)})*(t-${seconds(from)})`
  }
  const middle = Math.floor((nodes.length - 1) / 2)
  const at = nodes[middle] as PathNode
  return `if(lt(t,${seconds(at)}),${pieces(nodes.slice(0, middle + 1), sidePx)},${pieces(nodes.slice(middle), sidePx)})`
}

const seconds = ({ ms }: PathNode): string => number(ms / 1000)
const number = (value: number): string => String(Number(value.toFixed(4)))
