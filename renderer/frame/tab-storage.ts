import { createJSONStorage, type PersistStorage, type StateStorage } from 'zustand/middleware'

/**
 * Where a store keeps how its room was left. Each tab has its own: a reload finds what was on the table of this tab, whatever
 * another one has on its own. A new tab begins with what was kept last in any of them, as does one that was closed and opened
 * again.
 */
const tabStorage: StateStorage = {
  getItem(name) {
    const own = sessionStorage.getItem(name)
    if (own !== null) return own
    // From its first moment on the tab goes its own way, also where there is nothing to begin with.
    const last = localStorage.getItem(name) ?? 'null'
    sessionStorage.setItem(name, last)
    return last
  },
  setItem(name, value) {
    sessionStorage.setItem(name, value)
    localStorage.setItem(name, value)
  },
  removeItem(name) {
    sessionStorage.removeItem(name)
    localStorage.removeItem(name)
  },
}

/** The storage of a store whose state belongs to a tab. */
export function keptByTab<State>(): PersistStorage<State> | undefined {
  return createJSONStorage<State>(() => tabStorage)
}
