import { createStore } from 'zustand/vanilla'
import { newTransport, overClip, type Transport } from './transport.ts'

interface TransportState {
  /** What is played: the move of a still, or a clip by its hash. */
  readonly of: string
  readonly transport: Transport
}

/** Where playing stands, of what is on the stage. */
export const transportStore = createStore<TransportState>()(() => ({
  of: '',
  transport: newTransport(2, { num: 30, den: 1 }),
}))

/** Puts something else under the transport; of the same, another length keeps the place. Loop and speed stay as they were chosen. */
export function loadTransport(of: string, { frames, rate }: Pick<Transport, 'frames' | 'rate'>): void {
  transportStore.setState(({ of: before, transport }) => {
    if (of === before) return { transport: overClip(transport, frames, rate) }
    const { isLooping, speed } = transport
    return { of, transport: { ...newTransport(frames, rate), isLooping, speed } }
  })
}

export function transport(change: (now: Transport) => Transport): void {
  transportStore.setState((state) => ({ transport: change(state.transport) }))
}
