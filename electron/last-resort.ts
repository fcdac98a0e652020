import { StudioError } from '../app/domain/errors.ts'
import type { ElectronModules } from './modules.ts'
import type { Translate } from './texts.ts'

type Means = Pick<ElectronModules, 'app' | 'dialog'>

/** The studio cannot be opened: the reason in the person's language, and an end that scripts can see. */
export function refuseToStart({ app, dialog }: Means, text: Translate, thrown: unknown): void {
  dialog.showErrorBox(text('failure.cannotStart'), text(`errors.${StudioError.from(thrown).code}`))
  app.exit(1)
}

/** The core died by itself. Every job is on disk; a new process takes them up again. */
export async function offerRestart({ app, dialog }: Means, text: Translate): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: text('failure.coreLost'),
    detail: text('failure.workIsSafe'),
    buttons: [text('failure.restart'), text('failure.quit')],
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 0) app.relaunch()
  app.exit(1)
}
