import type { Db } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import { type ProviderId, providerId } from '../domain/cloud/tasks.ts'
import type { ErrorCode } from '../domain/errors.ts'

/** Why nothing new is sent to a service until a person, or a new key, says otherwise. */
export interface ProviderPause {
  readonly code: ErrorCode
  readonly message: string
  readonly at: number
}

export interface ProviderState {
  readonly provider: ProviderId
  readonly isOn: boolean
  readonly pause: ProviderPause | null
}

/** Which services may be talked to. Rows, so that a pause survives a restart. */
export interface ProviderStates {
  get(provider: ProviderId): ProviderState
  list(): ProviderState[]
  switch(provider: ProviderId, to: 'on' | 'off'): ProviderState
  /** Holds back new work after a key was refused or an account locked. The first reason stays until it is lifted. */
  pause(provider: ProviderId, why: { readonly code: ErrorCode; readonly message: string }): ProviderState
  resume(provider: ProviderId): ProviderState
}

/** @see ProviderStates. @param options.onChange hears of every change */
export function openProviderStates(
  db: Db,
  options: { readonly now: () => number; readonly onChange?: (state: ProviderState) => void },
): ProviderStates {
  const get = (provider: ProviderId): ProviderState => {
    const row = statement<{ provider: string }, Row>(db, /* sql */ 'SELECT * FROM provider_states WHERE provider = :provider').get({
      provider,
    })
    return stateOf(provider, row)
  }
  const write = (state: ProviderState): ProviderState => {
    statement(
      db,
      /* sql */ `
      INSERT INTO provider_states (provider, is_on, pause_code, pause_message, paused_at) VALUES (:provider, :isOn, :code, :message, :at)
      ON CONFLICT (provider) DO UPDATE SET is_on = excluded.is_on, pause_code = excluded.pause_code,
        pause_message = excluded.pause_message, paused_at = excluded.paused_at`,
    ).run({
      provider: state.provider,
      isOn: state.isOn ? 1 : 0,
      code: state.pause?.code ?? null,
      message: state.pause?.message ?? null,
      at: state.pause?.at ?? null,
    })
    options.onChange?.(state)
    return state
  }
  return {
    get,
    list: () => providerId.options.map(get),
    switch: (provider, to) => write({ ...get(provider), isOn: to === 'on' }),
    pause(provider, why) {
      const state = get(provider)
      return state.pause === null ? write({ ...state, pause: { ...why, at: options.now() } }) : state
    },
    resume: (provider) => write({ ...get(provider), pause: null }),
  }
}

interface Row {
  readonly is_on: number
  readonly pause_code: string | null
  readonly pause_message: string | null
  readonly paused_at: number | null
}

function stateOf(provider: ProviderId, row: Row | undefined): ProviderState {
  if (row === undefined) return { provider, isOn: false, pause: null }
  const { pause_code: code, pause_message: message, paused_at: at } = row
  // Written by `pause` from an error's code, and read back under the same name.
  const pause = code === null ? null : { code: code as ErrorCode, message: message ?? '', at: at ?? 0 }
  return { provider, isOn: row.is_on === 1, pause }
}
