import { z } from 'zod'
import { type Command, command } from '../domain/document/command.ts'
import type { Picture } from '../domain/document/fill.ts'
import { type NamedPicture, readJsonList } from './read-json-input.ts'

const MOST_COMMANDS = 1000

/** Reads commands as `readJsonList` reads values. Throws as it does. */
export function readCommands(path: string, find: (named: NamedPicture) => Promise<Picture>): Promise<Command[]> {
  return readJsonList(path, { schema: z.array(command).min(1).max(MOST_COMMANDS), what: 'commands', find })
}
