import { createStore } from 'zustand/vanilla'
import type { StudioError } from '../../app/domain/errors.ts'

/** The latest failure of something that has no place of its own to say so. It stays until it is dismissed. */
export const problemStore = createStore<{ readonly problem: StudioError | null }>()(() => ({ problem: null }))

export function reportProblem(problem: StudioError): void {
  problemStore.setState({ problem })
}

export function dismissProblem(): void {
  problemStore.setState({ problem: null })
}
