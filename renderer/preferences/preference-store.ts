import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import type { Preferences } from '../../app/domain/preferences.ts'
import type { Studio } from '../studio/studio.ts'

/** The preferences as this page knows them: from its last visit at once, from the studio as soon as that answers. */
export const preferenceStore = createStore<Preferences>()(
  persist((): Preferences => ({ language: null, theme: 'dark', shortcuts: {} }), { name: 'drape.preferences' }),
)

/**
 * Shows a change at once and stores it.
 *
 * @throws StudioError what storing it throws; the change is taken back then.
 */
export async function changePreferences(client: Studio['client'], patch: Partial<Preferences>): Promise<void> {
  const before = preferenceStore.getState()
  preferenceStore.setState(patch)
  try {
    preferenceStore.setState(await client['preferences.change'](patch), true)
  } catch (thrown) {
    preferenceStore.setState(before, true)
    throw thrown
  }
}
