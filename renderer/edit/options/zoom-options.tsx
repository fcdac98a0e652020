import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '../../commands/command-handlers.ts'
import { Button } from '../../ui/button.tsx'

/** How large the picture is shown. */
export function ZoomOptions(): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Button kind="quiet" onClick={() => runCommand('canvas.fit')}>
        {t('command.fit')}
      </Button>
      <Button kind="quiet" onClick={() => runCommand('canvas.actual-size')}>
        {t('command.actualSize')}
      </Button>
    </>
  )
}
