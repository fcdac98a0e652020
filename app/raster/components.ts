import { type Plane, plane } from '../domain/raster.ts'

/** Connected regions of a mask (4 neighbours). `labels` is 0 outside, else the region's number, an index into `sizes`. */
export interface Components {
  readonly labels: Int32Array
  /** Pixels of each region; entry 0 is unused. */
  readonly sizes: readonly number[]
}

/** Numbers the connected regions where `mask` is above one half. Memory: 8 bytes a pixel. */
export function labelComponents(mask: Plane): Components {
  const { width, height, data } = mask
  const labels = new Int32Array(width * height)
  const stack = new Int32Array(width * height)
  const sizes: number[] = [0]
  let top = 0
  const visit = (i: number): void => {
    if (data[i] <= 0.5 || labels[i] !== 0) return
    labels[i] = sizes.length
    stack[top++] = i
  }
  for (let start = 0; start < labels.length; start++) {
    visit(start)
    if (top === 0) continue
    let size = 0
    while (top > 0) {
      const i = stack[--top]
      const x = i % width
      size++
      if (x > 0) visit(i - 1)
      if (x < width - 1) visit(i + 1)
      if (i >= width) visit(i - width)
      if (i + width < labels.length) visit(i + width)
    }
    sizes.push(size)
  }
  return { labels, sizes }
}

/** The regions that have at least `share` (0..1) of the largest one's pixels, as a mask of 0 and 1. */
export function keepLarge(mask: Plane, share: number): Plane {
  const { labels, sizes } = labelComponents(mask)
  const least = share * Math.max(1, ...sizes)
  return fromLabels(mask, (i) => labels[i] !== 0 && sizes[labels[i]] >= least)
}

/** The largest region only, as a mask of 0 and 1; the first one of equals. */
export function keepLargest(mask: Plane): Plane {
  const { labels, sizes } = labelComponents(mask)
  let best = 1
  for (let label = 2; label < sizes.length; label++) if (sizes[label] > sizes[best]) best = label
  return fromLabels(mask, (i) => labels[i] === best)
}

/** The mask as 0 and 1 with every hole filled that does not touch the border. */
export function fillHoles(mask: Plane): Plane {
  const { width, height } = mask
  const open = fromLabels(mask, (i) => mask.data[i] <= 0.5)
  const { labels, sizes } = labelComponents(open)
  const outside = new Uint8Array(sizes.length)
  for (let x = 0; x < width; x++) {
    outside[labels[x]] = 1
    outside[labels[(height - 1) * width + x]] = 1
  }
  for (let y = 0; y < height; y++) {
    outside[labels[y * width]] = 1
    outside[labels[y * width + width - 1]] = 1
  }
  return fromLabels(mask, (i) => labels[i] === 0 || outside[labels[i]] === 0)
}

function fromLabels(like: Plane, isInside: (index: number) => boolean): Plane {
  const out = plane(like.width, like.height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = isInside(i) ? 1 : 0
  return out
}
