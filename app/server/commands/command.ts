import type { Config } from '../../platform/config.ts'
import type { Installation } from '../installation.ts'
import type { Output } from '../output.ts'
import { openSession, type Session } from '../session.ts'

/** What every command gets. */
export interface CommandContext {
  readonly config: Config
  readonly installation: Installation
  readonly output: Output
  /** Fires at Ctrl+C and SIGTERM. */
  readonly signal: AbortSignal
}

/** Runs work with a session that is closed in any case. */
export async function withSession<T>(
  context: CommandContext,
  mode: 'work' | 'observe',
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await openSession({ config: context.config, mode, installation: context.installation })
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}
