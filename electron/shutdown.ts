import type { App } from 'electron'

/** Above what the core gives its jobs, for the file system to be done. */
const MARGIN_MS = 5_000

/** Ends the studio before the app ends. A second request while it stops changes nothing; one that hangs is not waited for. */
export function stopBeforeQuit(
  app: Pick<App, 'on' | 'exit'>,
  options: { readonly stop: () => Promise<void>; readonly graceMs: number },
): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running'
  app.on('will-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    void withDeadline(options.stop(), options.graceMs + MARGIN_MS).then((isClean) => {
      state = 'stopped'
      app.exit(isClean ? 0 : 1)
    })
  })
}

async function withDeadline(work: Promise<void>, deadlineMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), deadlineMs)
  })
  const done = work.then(
    () => true,
    (thrown: unknown) => {
      console.error('The studio did not stop well:', thrown)
      return false
    },
  )
  const isClean = await Promise.race([done, late])
  clearTimeout(timer)
  return isClean
}
