import type { Handlers } from '../../contract/define.ts'
import type { preferencesContract } from '../../contract/preferences.ts'
import type { StudioContext } from './context.ts'

export function preferencesHandlers(context: StudioContext): Handlers<typeof preferencesContract> {
  return {
    'preferences.read': () => context.preferences.read(),
    'preferences.change': async (patch) => {
      const changed = await context.preferences.change(patch)
      context.announcePreferences(changed)
      return changed
    },
  }
}
