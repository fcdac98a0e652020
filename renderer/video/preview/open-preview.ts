import type { Direction } from '../../../app/domain/director/direction.ts'
import type { Directed, FromWorker, PaintedFrame, ToWorker } from './messages.ts'

export interface PreviewListener {
  readonly onDirected: (directed: Directed, direction: Direction) => void
  readonly onPainted: (painted: PaintedFrame) => void
  readonly onRefused: (reason: string) => void
}

export interface OpenPreview {
  /** Directs the clip; one that comes while another is worked out replaces those that still wait. */
  direct(direction: Direction): void
  /** Paints a frame as soon as it can be: the newest that was asked for, none of those before it. */
  paint(frame: number): void
  close(): void
}

/**
 * Paints a clip in a worker of its own, one thing at a time.
 *
 * @param bytes of the kit; they move into the worker.
 */
export function openPreview(bytes: ArrayBuffer, { onDirected, onPainted, onRefused }: PreviewListener): OpenPreview {
  const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module', name: 'motion-preview' })
  const post = (message: ToWorker, transfer: Transferable[] = []): void => worker.postMessage(message, transfer)
  let isBusy = false
  let id = 0
  let sent: Direction | undefined
  let wanted: Direction | undefined
  let frame: number | undefined
  const goOn = (): void => {
    if (isBusy) return
    if (wanted !== undefined) {
      sent = wanted
      wanted = undefined
      id++
      isBusy = true
      post({ kind: 'direct', id, direction: sent })
    } else if (frame !== undefined && sent !== undefined) {
      isBusy = true
      post({ kind: 'paint', frame })
      frame = undefined
    }
  }
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    isBusy = false
    if (data.kind === 'refused') onRefused(data.reason)
    else if (data.kind === 'painted') onPainted(data.painted)
    else if (sent !== undefined) onDirected(data.directed, sent)
    goOn()
  })
  worker.addEventListener('error', (event) => onRefused(event.message))
  post({ kind: 'open', bytes }, [bytes])
  return {
    direct(direction) {
      if (direction === (wanted ?? sent)) return
      wanted = direction
      goOn()
    },
    paint(next) {
      frame = next
      goOn()
    },
    close: () => worker.terminate(),
  }
}
