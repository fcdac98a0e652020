import { useCallback, useEffect } from 'react'
import { useStore } from 'zustand'
import { StudioError } from '../../app/domain/errors.ts'
import type { Preferences } from '../../app/domain/preferences.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { useConnection, useStudio } from '../studio/studio-context.tsx'
import { applyFace, onSystemTheme } from './apply-face.ts'
import { changePreferences, preferenceStore } from './preference-store.ts'

export function usePreferences(): Preferences {
  return useStore(preferenceStore)
}

/** The way to change them; a change that cannot be stored is taken back and reported. */
export function useChangePreferences(): (patch: Partial<Preferences>) => void {
  const { client } = useStudio()
  return useCallback(
    (patch) => {
      changePreferences(client, patch).catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
    },
    [client],
  )
}

/** Keeps the document's theme and language true to the preferences, and the preferences true to the studio. */
export function useFace(): void {
  const { client } = useStudio()
  const connection = useConnection()
  useEffect(() => {
    const apply = (): void => void applyFace(preferenceStore.getState())
    const stops = [preferenceStore.subscribe(apply), onSystemTheme(apply)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
  useEffect(() => {
    if (connection !== 'connected') return
    client['preferences.read']({}).then(
      (stored) => preferenceStore.setState(stored, true),
      (thrown: unknown) => reportProblem(StudioError.from(thrown)),
    )
  }, [client, connection])
}
