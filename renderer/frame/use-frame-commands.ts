import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../app/domain/errors.ts'
import { useCommands } from '../commands/command-handlers.ts'
import { useJobActions } from '../jobs/use-job-actions.ts'
import { useChangePreferences } from '../preferences/use-preferences.ts'
import { useJobCounts, useJobs } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { type Deed, redoLatest, undoLatest, undoStore } from '../undo/undo-store.ts'
import { announce } from './announcer.tsx'
import { togglePanels } from './panel-store.ts'
import { reportProblem } from './problem-store.ts'
import { go } from './route.ts'

type Overlay = 'palette' | 'shortcuts' | null

/** The commands that every room has. */
export function useFrameCommands(): { readonly overlay: Overlay; readonly closeOverlay: () => void } {
  const [overlay, setOverlay] = useState<Overlay>(null)
  const closeOverlay = useCallback(() => setOverlay(null), [])
  useCommands({
    'palette.open': { run: () => setOverlay('palette') },
    'help.shortcuts': { run: () => setOverlay('shortcuts') },
    'view.panels': { run: togglePanels },
    'go.try-on': { run: () => go('try-on') },
    'go.create': { run: () => go('create') },
    'go.edit': { run: () => go('edit') },
    'go.video': { run: () => go('video') },
    'go.gallery': { run: () => go('gallery') },
    'go.jobs': { run: () => go('jobs') },
    'go.settings': { run: () => go('settings') },
    'help.diagnostics': { run: () => go('settings', 'diagnostics') },
    'help.spend': { run: () => go('settings', 'spend') },
    'help.providers': { run: () => go('settings', 'providers') },
    'help.about': { run: () => go('settings', 'about') },
  })
  useFaceCommands()
  useQueueCommands()
  useUndoCommands()
  return { overlay, closeOverlay }
}

function useFaceCommands(): void {
  const change = useChangePreferences()
  useCommands({
    'theme.dark': { run: () => change({ theme: 'dark' }) },
    'theme.light': { run: () => change({ theme: 'light' }) },
    'theme.system': { run: () => change({ theme: 'system' }) },
    'language.en': { run: () => change({ language: 'en' }) },
    'language.he': { run: () => change({ language: 'he' }) },
    'language.ar': { run: () => change({ language: 'ar' }) },
  })
}

function useQueueCommands(): void {
  const { client } = useStudio()
  const isPaused = useJobs().data?.paused ?? false
  const failed = useJobCounts().data?.counts.failed ?? 0
  const { forget } = useJobActions()
  const guard = (call: Promise<unknown>): void => void call.catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
  useCommands({
    'jobs.pause': { run: () => guard(client['jobs.pause']({})), isEnabled: () => !isPaused },
    'jobs.resume': { run: () => guard(client['jobs.resume']({})), isEnabled: () => isPaused },
    'jobs.forget-failed': { run: () => forget(), isEnabled: () => failed > 0 },
  })
}

function useUndoCommands(): void {
  const { t } = useTranslation()
  const tell = (work: Promise<Deed | undefined>, key: 'undo.undone' | 'undo.redone'): void =>
    void work.then(
      (deed) => deed !== undefined && announce(t(key, { what: deed.text })),
      (thrown: unknown) => reportProblem(StudioError.from(thrown)),
    )
  useCommands({
    'edit.undo': { run: () => tell(undoLatest(), 'undo.undone'), isEnabled: () => undoStore.getState().done.length > 0 },
    'edit.redo': { run: () => tell(redoLatest(), 'undo.redone'), isEnabled: () => undoStore.getState().undone.length > 0 },
  })
}
