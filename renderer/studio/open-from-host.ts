import type { HostEvent } from '../../app/contract/desktop.ts'
import { APP_COMMANDS } from '../../app/domain/app-commands.ts'
import { runCommand } from '../commands/command-handlers.ts'
import { isTyping, undoTyping } from '../commands/typing.ts'
import { go } from '../frame/route.ts'

/** What these mean while a field is typed into. */
const TYPED: Readonly<Record<string, 'undo' | 'redo'>> = { 'edit.undo': 'undo', 'edit.redo': 'redo' }

/** Does what was chosen in the menu bar, or opens the job whose notification was clicked. */
export function openFromHost(event: HostEvent): void {
  if (event.type === 'host.job-opened') {
    go('jobs', event.id)
    return
  }
  const typed = isTyping() ? TYPED[event.id] : undefined
  if (typed !== undefined) {
    undoTyping(typed)
    return
  }
  const command = APP_COMMANDS.find(({ id }) => id === event.id)
  if (command !== undefined) runCommand(command.id)
}
