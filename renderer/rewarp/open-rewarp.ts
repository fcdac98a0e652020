import type { FromWorker, RenderOrder, RewarpFrame, ToWorker } from './messages.ts'
import { FIRST_SIZE, nextSize, type PreviewSize, STILL_LONG_SIDE } from './preview-size.ts'

export interface RewarpListener {
  readonly onFrame: (frame: RewarpFrame) => void
  /** The kit or a set of corrections that nothing can be laid by; what was shown before stays. */
  readonly onRefused: (reason: string) => void
}

/** What is to be shown; how large is decided here. */
export type Wish = Pick<RenderOrder, 'corrections' | 'shapes' | 'mask'>

export interface OpenRewarp {
  /** Shows the wish as soon as it can be; one that comes while another is drawn replaces those that still wait. */
  show(wish: Wish): void
  close(): void
}

/** After this long without a new wish the picture is drawn at its full size. */
const STILL_AFTER_MS = 140

/**
 * Lays a garment in a worker of its own, one wish at a time, the newest first: the hand gets an answer without a round trip to the core.
 *
 * @param bytes of the kit; they move into the worker.
 */
export function openRewarp(bytes: ArrayBuffer, { onFrame, onRefused }: RewarpListener): OpenRewarp {
  const worker = new Worker(new URL('./rewarp-worker.ts', import.meta.url), { type: 'module', name: 'rewarp' })
  const post = (message: ToWorker, transfer: Transferable[] = []): void => worker.postMessage(message, transfer)
  let id = 0
  let sentMs: number | undefined
  let waiting: Wish | undefined
  let newest: Wish | undefined
  let size: PreviewSize = FIRST_SIZE
  let still: ReturnType<typeof setTimeout> | undefined

  const send = (wish: Wish, longSide: number): void => {
    id++
    sentMs = performance.now()
    post({ kind: 'render', id, order: { ...wish, longSide, pace: longSide === STILL_LONG_SIDE ? 'still' : 'moving' } })
  }
  const goOn = (last: Wish | null): void => {
    sentMs = undefined
    const next = waiting
    waiting = undefined
    if (next !== undefined) send(next, size)
    else if (last !== null) still = setTimeout(() => send(last, STILL_LONG_SIDE), STILL_AFTER_MS)
  }
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'refused') {
      onRefused(data.reason)
      goOn(null)
      return
    }
    const { order } = data.frame
    const isMoving = order.longSide !== STILL_LONG_SIDE
    if (isMoving && sentMs !== undefined) size = nextSize(size, performance.now() - sentMs)
    onFrame(data.frame)
    goOn(isMoving ? { corrections: order.corrections, shapes: order.shapes, mask: order.mask } : null)
  })
  worker.addEventListener('error', (event) => onRefused(event.message))
  post({ kind: 'open', bytes }, [bytes])
  return {
    show(wish) {
      if (isSameWish(wish, newest)) return
      newest = wish
      clearTimeout(still)
      if (sentMs === undefined) send(wish, size)
      else waiting = wish
    },
    close() {
      clearTimeout(still)
      worker.terminate()
    },
  }
}

function isSameWish(wish: Wish, other: Wish | undefined): boolean {
  return (
    other !== undefined && wish.corrections === other.corrections && wish.mask === other.mask && wish.shapes.join() === other.shapes.join()
  )
}
