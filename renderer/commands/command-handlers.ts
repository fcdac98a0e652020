import { useEffect, useRef } from 'react'
import { APP_COMMANDS, type CommandId } from '../../app/domain/app-commands.ts'

/** What a command does while somebody on the page can do it. */
export interface CommandHandler {
  readonly run: () => void
  /** Asked when a menu opens or a key is pressed. Default: always. */
  readonly isEnabled?: () => boolean
}

export type CommandHandlers = Partial<Readonly<Record<CommandId, CommandHandler>>>

/** The latest mounted handler of a command is the one that counts. */
const handlers = new Map<CommandId, CommandHandler[]>()

/** Offers commands while the calling component is mounted. A command nobody offers is shown as not possible now. */
export function useCommands(offered: CommandHandlers): void {
  const latest = useRef(offered)
  useEffect(() => {
    latest.current = offered
  })
  const ids = APP_COMMANDS.map(({ id }) => id).filter((id) => offered[id] !== undefined)
  const key = ids.join(' ')
  useEffect(() => {
    const added = (key === '' ? [] : (key.split(' ') as CommandId[])).map((id) => {
      const handler: CommandHandler = {
        run: () => latest.current[id]?.run(),
        isEnabled: () => latest.current[id]?.isEnabled?.() ?? true,
      }
      handlers.set(id, [...(handlers.get(id) ?? []), handler])
      return { id, handler }
    })
    return () => {
      for (const { id, handler } of added) handlers.set(id, handlers.get(id)?.filter((one) => one !== handler) ?? [])
    }
  }, [key])
}

export function canRun(id: CommandId): boolean {
  return handlers.get(id)?.at(-1)?.isEnabled?.() ?? false
}

/** @returns whether there was something to run. */
export function runCommand(id: CommandId): boolean {
  if (!canRun(id)) return false
  handlers.get(id)?.at(-1)?.run()
  return true
}
