import type { BrowserWindow } from 'electron'
import type { StudioEvent } from '../app/contract/events.ts'
import type { JobSummary } from '../app/domain/job.ts'

/** Takes the bar away. */
const NO_PROGRESS = -1

/** Shows in the taskbar or dock how far the running jobs have come, all taken together. */
export class TaskbarProgress {
  readonly #fractions = new Map<string, number>()
  readonly #window: () => Pick<BrowserWindow, 'setProgressBar'> | undefined
  #isPaused = false

  constructor(window: () => Pick<BrowserWindow, 'setProgressBar'> | undefined) {
    this.#window = window
  }

  /** Jobs that ran already when the window came. */
  begin(running: readonly JobSummary[]): void {
    for (const job of running) this.#fractions.set(job.id, job.progress.fraction)
    this.show()
  }

  hear(event: StudioEvent): void {
    switch (event.type) {
      case 'job.changed':
        if (event.job.state === 'running') this.#fractions.set(event.job.id, event.job.progress.fraction)
        else this.#fractions.delete(event.job.id)
        break
      case 'job.progressed':
        if (!this.#fractions.has(event.id)) return
        this.#fractions.set(event.id, event.progress.fraction)
        break
      case 'queue.changed':
        this.#isPaused = event.paused
        break
      default:
        return
    }
    this.show()
  }

  /** Again, for a window that is new. */
  show(): void {
    const fractions = [...this.#fractions.values()]
    const mean = fractions.length === 0 ? NO_PROGRESS : fractions.reduce((sum, one) => sum + one, 0) / fractions.length
    this.#window()?.setProgressBar(mean, { mode: this.#isPaused ? 'paused' : 'normal' })
  }
}
