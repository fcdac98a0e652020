import type { CDPSession } from '@playwright/test'

export interface MainThreadFrames {
  /** Processor time of the page's main thread for each frame, as far as anything was done for it. */
  readonly workMs: readonly number[]
  readonly frames: number
}

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Processor time, which a busy machine does not stretch. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const TASK = 'ThreadControllerImpl::RunTask'
const FRAME = 'FireAnimationFrame'

/** What the main thread of a page did for each frame while something went on, from Chromium's own trace. */
export async function mainThreadFrames(cdp: CDPSession, work: () => Promise<void>): Promise<MainThreadFrames> {
  const events: TraceEvent[] = []
  const collect = ({ value }: { readonly value: readonly object[] }): void => void events.push(...(value as TraceEvent[]))
  cdp.on('Tracing.dataCollected', collect)
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'], excludedCategories: ['*'] },
  })
  await work()
  const ended = new Promise<void>((resolve) => cdp.once('Tracing.tracingComplete', () => resolve()))
  await cdp.send('Tracing.end')
  await ended
  cdp.off('Tracing.dataCollected', collect)
  return byFrame(ofBusiestMain(events))
}

/** The thread that draws: of all main threads the one with the most frames. */
function ofBusiestMain(events: readonly TraceEvent[]): TraceEvent[] {
  const counts = new Map<string, number>()
  const keyOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`
  for (const event of events) if (event.name === FRAME) counts.set(keyOf(event), (counts.get(keyOf(event)) ?? 0) + 1)
  const [busiest] = [...counts].sort((a, b) => b[1] - a[1])
  if (busiest === undefined) throw new Error('No frame was drawn')
  return events.filter((event) => keyOf(event) === busiest[0]).toSorted((a, b) => a.ts - b.ts)
}

function byFrame(events: readonly TraceEvent[]): MainThreadFrames {
  const workMs: number[] = []
  let sum = 0
  let frames = 0
  for (const { name, tdur, dur } of events) {
    if (name === TASK) sum += (tdur ?? dur ?? 0) / 1000
    if (name !== FRAME) continue
    // The task of the frame itself began before its mark: it is in the sum already.
    if (frames++ > 0) workMs.push(sum)
    sum = 0
  }
  return { workMs, frames }
}
