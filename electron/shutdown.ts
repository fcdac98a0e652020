import type { App } from 'electron'
import type { Log } from '../app/platform/log.ts'

/** Above what the core gives its jobs, for the file system to be done. */
const MARGIN_MS = 5_000

/** Ends the studio before the app ends. A second request while it stops changes nothing; one that hangs is not waited for. */
export function stopBeforeQuit(
  app: Pick<App, 'on' | 'exit'>,
  options: { readonly stop: () => Promise<void>; readonly graceMs: number; readonly log: Log },
): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running'
  app.on('will-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    void withDeadline(options).then((isClean) => {
      state = 'stopped'
      app.exit(isClean ? 0 : 1)
    })
  })
}

/** Whether the studio stopped, and in time. */
async function withDeadline({
  stop,
  graceMs,
  log,
}: {
  readonly stop: () => Promise<void>
  readonly graceMs: number
  readonly log: Log
}): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      log.error({ graceMs }, 'The studio did not stop in time')
      resolve(false)
    }, graceMs + MARGIN_MS)
  })
  const done = stop().then(
    () => true,
    (thrown: unknown) => {
      log.error({ err: thrown }, 'The studio did not stop well')
      return false
    },
  )
  const isClean = await Promise.race([done, late])
  clearTimeout(timer)
  return isClean
}
