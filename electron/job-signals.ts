import type { StudioEvent } from '../app/contract/events.ts'
import type { JobId } from '../app/domain/ids.ts'
import type { Core } from '../app/studio/open-core.ts'
import { JobNotices, noticeOf } from './job-notices.ts'
import type { MainWindow } from './main-window.ts'
import type { ElectronModules } from './modules.ts'
import { TaskbarProgress } from './taskbar.ts'
import type { Translate } from './texts.ts'

export interface JobSignalOptions {
  readonly electron: Pick<ElectronModules, 'app' | 'Notification'>
  readonly core: Pick<Core, 'client' | 'listen'>
  readonly window: MainWindow
  readonly translate: () => Translate
}

/** Progress in the taskbar; and, where nobody looks, a notification of each end and a count of the ends that were not seen. */
export class JobSignals {
  readonly #options: JobSignalOptions
  readonly #taskbar: TaskbarProgress
  readonly #notices = new JobNotices()
  // A notification that nothing holds is collected, and its click with it.
  readonly #open = new Set<object>()
  #unseen = 0

  constructor(options: JobSignalOptions) {
    this.#options = options
    this.#taskbar = new TaskbarProgress(() => options.window.current)
    options.core.listen((event) => this.#hear(event))
    void options.core.client['jobs.list']({ states: ['running'] }).then(
      ({ jobs }) => this.#taskbar.begin(jobs),
      // The core is gone already; that is told elsewhere.
      () => undefined,
    )
  }

  /** The person looks: nothing is unseen any more. */
  seen(): void {
    this.#count(0)
    this.#taskbar.show()
  }

  #hear(event: StudioEvent): void {
    this.#taskbar.hear(event)
    const job = this.#notices.ended(event)
    if (job === undefined || this.#options.window.current?.isFocused() === true) return
    const notice = noticeOf(job, this.#options.translate())
    if (notice === undefined) return
    this.#count(this.#unseen + 1)
    this.#notify(notice, job.id)
  }

  #notify(notice: { readonly title: string; readonly body: string }, id: JobId): void {
    const { Notification } = this.#options.electron
    if (!Notification.isSupported()) return
    const notification = new Notification({ ...notice, silent: true })
    this.#open.add(notification)
    notification.on('click', () => {
      this.#options.window.show()
      this.#options.window.tell({ type: 'host.job-opened', id })
    })
    notification.on('close', () => this.#open.delete(notification))
    notification.show()
  }

  #count(unseen: number): void {
    if (unseen === this.#unseen) return
    this.#unseen = unseen
    this.#options.electron.app.setBadgeCount(unseen)
  }
}
