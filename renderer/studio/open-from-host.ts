import type { HostEvent } from '../../app/contract/desktop.ts'
import { APP_COMMANDS } from '../../app/domain/app-commands.ts'
import { runCommand } from '../commands/command-handlers.ts'
import { go } from '../frame/route.ts'

/** Does what was chosen in the menu bar, or opens the job whose notification was clicked. */
export function openFromHost(event: HostEvent): void {
  if (event.type === 'host.job-opened') {
    go('jobs', event.id)
    return
  }
  const command = APP_COMMANDS.find(({ id }) => id === event.id)
  if (command !== undefined) runCommand(command.id)
}
