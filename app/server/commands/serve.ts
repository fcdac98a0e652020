import { spawn } from 'node:child_process'
import { StudioError } from '../../domain/errors.ts'
import { EXIT } from '../output.ts'
import { openSession } from '../session.ts'
import type { CommandContext } from './command.ts'

const DEFAULT_PORT = 4870

export interface ServeOptions {
  readonly port: number | undefined
  readonly open: boolean
  /** The public address that leads to this host, for services that say when their work has ended. */
  readonly webhooks: string | undefined
}

/** `drape serve`: the studio in a browser of this machine, until Ctrl+C. */
export async function runServe(context: CommandContext, options: ServeOptions): Promise<number> {
  const { output, signal } = context
  const { webhooks } = options
  const opening = { config: context.config, mode: 'work', installation: context.installation } as const
  const session = await openSession(webhooks === undefined ? opening : { ...opening, publicUrl: webhooks })
  if (session.own === undefined) {
    throw new StudioError('library.in-use', 'Another Drape has this library open; use its window, or stop it first', {
      details: { library: context.config.libraryFolder },
    })
  }
  const { core, host } = session.own
  try {
    const doors = { webhooks: webhooks === undefined ? 'closed' : 'open' } as const
    const door = await host
      .listen(options.port ?? DEFAULT_PORT, doors)
      .catch((thrown: unknown) => (options.port === undefined ? host.listen(0, doors) : Promise.reject(portTaken(options.port, thrown))))
    const address = `${door.origin}/#code=${door.issueCode()}`
    // A running command has no last line to wait for: the address is the answer.
    output.answer({ ok: true, url: address, origin: door.origin, token: door.token, library: context.config.libraryFolder }, [
      'Drape is ready. Open this address in a browser of this machine (it works once):',
      '',
      `  ${address}`,
      '',
      'Ctrl+C stops it; running work goes on where it was at the next start.',
    ])
    if (options.open) openBrowser(address)
    await new Promise<void>((resolve, reject) => {
      core.onLost((reason) => reject(new StudioError('worker.lost', reason)))
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    return EXIT.ok
  } finally {
    await session.close()
  }
}

const portTaken = (port: number, cause: unknown): StudioError =>
  new StudioError('request.invalid', `Port ${port} is taken`, { details: { port }, cause })

function openBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', address]
        : ['xdg-open', address]
  // Where there is no browser to open, the printed address is enough.
  const child = spawn(command ?? 'xdg-open', args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
