import { APP_COMMANDS, type AppCommand, type CommandId, type RoomId } from '../../app/domain/app-commands.ts'

/** A command of the table, with its own id and text key as types. */
export type Command = (typeof APP_COMMANDS)[number]
export type Overrides = Readonly<Record<string, string | null>>

const TABLE: readonly AppCommand[] = APP_COMMANDS

export function defaultShortcut(id: CommandId): string | null {
  return TABLE.find((command) => command.id === id)?.shortcut ?? null
}

/** The shortcut a command has now: what a person chose, else what the table says. */
export function shortcutFor(id: CommandId, overrides: Overrides): string | null {
  const chosen = overrides[id]
  return chosen === undefined ? defaultShortcut(id) : chosen
}

/** The command a shortcut means in a room. A command of the room goes before one of everywhere. */
export function commandFor(shortcut: string, room: RoomId, overrides: Overrides): Command | undefined {
  const meant = APP_COMMANDS.filter((command) => shortcutFor(command.id, overrides) === shortcut)
  return meant.find((command) => command.room === room) ?? meant.find((command) => command.room === null)
}

/** The command that would lose its key if `id` took this one: of the same room, or of everywhere. */
export function conflictOf(id: CommandId, shortcut: string, overrides: Overrides): Command | undefined {
  const room = roomOf(id)
  return APP_COMMANDS.find(
    (other) =>
      other.id !== id && shortcutFor(other.id, overrides) === shortcut && (room === null || other.room === null || other.room === room),
  )
}

/** The overrides after `id` was given `shortcut`; one that is the table's own is not stored. */
export function withShortcut(overrides: Overrides, id: CommandId, shortcut: string | null): Overrides {
  const { [id]: _before, ...rest } = overrides
  return shortcut === defaultShortcut(id) ? rest : { ...rest, [id]: shortcut }
}

export function roomOf(id: CommandId): RoomId | null {
  return TABLE.find((command) => command.id === id)?.room ?? null
}
