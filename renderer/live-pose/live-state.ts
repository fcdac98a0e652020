/** What is looked at. Each is a value of its own: choosing the same camera again is another try. */
export type LiveSource =
  | { readonly kind: 'camera' /** Null: the one that the system prefers. */; readonly deviceId: string | null }
  | { readonly kind: 'clip'; readonly file: File }

/** Why there is no live picture, or nobody is looked for in it. `errors` of the page: nothing of it reaches the core. */
export type LiveProblem = 'no-camera' | 'refused' | 'busy' | 'camera-lost' | 'clip-unplayable' | 'eyes-unloadable'

export type LiveState =
  /** Nothing runs. `hidden`: it was stopped because nobody could see the page. */
  | { readonly phase: 'off'; readonly reason: 'asked' | 'hidden' }
  | { readonly phase: 'opening'; readonly source: LiveSource }
  | { readonly phase: 'live'; readonly source: LiveSource; readonly size: { readonly width: number; readonly height: number } }
  | { readonly phase: 'failed'; readonly source: LiveSource; readonly problem: LiveProblem }

/** What happens to a source counts only while it is the one that is looked at. */
export type LiveEvent =
  | { readonly type: 'chosen'; readonly source: LiveSource }
  | { readonly type: 'shown'; readonly source: LiveSource; readonly width: number; readonly height: number }
  | { readonly type: 'failed'; readonly source: LiveSource; readonly problem: LiveProblem }
  | { readonly type: 'hidden' }
  | { readonly type: 'stopped' }

export const OFF: LiveState = { phase: 'off', reason: 'asked' }

export function nextState(state: LiveState, event: LiveEvent): LiveState {
  switch (event.type) {
    case 'chosen':
      return { phase: 'opening', source: event.source }
    case 'stopped':
      return state.phase === 'off' ? state : OFF
    case 'hidden':
      return isRunning(state) ? { phase: 'off', reason: 'hidden' } : state
    case 'shown':
      if (!isRunning(state) || state.source !== event.source || event.width <= 0 || event.height <= 0) return state
      return { phase: 'live', source: event.source, size: { width: event.width, height: event.height } }
    case 'failed':
      if (!isRunning(state) || state.source !== event.source) return state
      return { phase: 'failed', source: event.source, problem: event.problem }
  }
}

/** Whether something is open that has to be closed. */
export function isRunning(state: LiveState): state is Extract<LiveState, { readonly phase: 'opening' | 'live' }> {
  return state.phase === 'opening' || state.phase === 'live'
}
