import type { WireForm } from '../domain/cloud/model.ts'
import type { CloudTask, InputRole, ProviderId } from '../domain/cloud/tasks.ts'
import type { JsonValue } from '../domain/json.ts'
import type { MicroUsd } from '../domain/money/money.ts'
import type { ProviderHttp } from './http.ts'

/** A picture as it is given to a model: scaled to its limits already. */
export interface ProviderInput {
  readonly role: InputRole
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** Where an earlier upload of the same bytes lies at this provider, while it is still good; else null. */
  readonly remote: string | null
}

/** One request of a model, in the studio's words. The adapter turns it into the service's own. */
export interface ProviderRequest {
  /** The service's own name of the model or endpoint. */
  readonly model: string
  /** How the service names what is sent, from the registry: names of models and fields are data, they change within months. */
  readonly form: WireForm
  readonly task: CloudTask
  readonly prompt: string
  readonly negativePrompt: string
  readonly inputs: readonly ProviderInput[]
  /** By the service's own names, checked against the model's schema in the registry before. */
  readonly parameters: Readonly<Record<string, JsonValue>>
  /** JSON Schema of the answer that is wanted; of models that look at pictures only. */
  readonly answerSchema?: JsonValue
}

/** What one call may use. */
export interface ProviderCall {
  readonly signal: AbortSignal
  /** One request each, never a second: what is tried again is decided by the queue. */
  readonly http: ProviderHttp
  /** The key, out of the keyring for this call. Never stored, never logged. */
  readonly secret: string
  /** The same for every send of one submission. */
  readonly idempotencyKey: string
  /** Where the service may say that the work has ended; not there where the host has no public address. */
  readonly webhookUrl?: string
}

/** A file that the service made. */
export type RemoteOutput =
  | { readonly kind: 'url'; readonly url: string; readonly mediaType: string | null }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly mediaType: string | null }
  /** An answer in words, of models that look at pictures. */
  | { readonly kind: 'json'; readonly value: JsonValue }

export type Polled =
  | { readonly state: 'pending'; readonly progress: number | null; readonly queuePosition: number | null; readonly pollInMs: number }
  | { readonly state: 'done'; readonly outputs: readonly RemoteOutput[]; readonly costMicros: MicroUsd | null }

/** `accepted`: the service works on it; `operation` is all that is needed to ask for it later. `done`: it answered at once. */
export type Submitted =
  | { readonly state: 'accepted'; readonly operation: JsonValue; readonly pollInMs: number }
  | Extract<Polled, { state: 'done' }>

/** What became of a submit whose answer was lost: `unknown` where the service cannot tell. */
export type Reconciled =
  | { readonly state: 'accepted'; readonly operation: JsonValue }
  | { readonly state: 'not-accepted' }
  | { readonly state: 'unknown' }

/**
 * One cloud service. Holds no state, never sleeps, never tries again: the queue does.
 *
 * Errors of `submit`: `provider.outcome-unknown` where the service may have taken the work (and may bill it); every other `provider.*` code says
 * that nothing was taken, unless its details have `mayBeBilled` (services that answer at once: they looked and refused, or made nothing).
 * Errors of `poll`: a retryable code where asking again may help; any other is the end of this submission, but for `provider.unauthorized` and
 * `provider.account-locked`: they are about the account, and the operation stays good.
 */
export interface ProviderAdapter {
  readonly id: ProviderId
  /** Where the service honours `idempotencyKey`, so that a submit with an unknown outcome may be sent again. */
  readonly submitsAreIdempotent: boolean
  /** Uploads one input, where the service takes addresses rather than bytes. Costs nothing, may be done again. `expiresAt` in ms since 1970. */
  upload?(input: ProviderInput, call: ProviderCall): Promise<{ readonly url: string; readonly expiresAt: number }>
  submit(request: ProviderRequest, call: ProviderCall): Promise<Submitted>
  /** `operation` is parsed by the adapter's own schema. */
  poll(operation: JsonValue, call: ProviderCall): Promise<Polled>
  /** `too-late` where it is finished already; not there where the service cannot cancel. */
  cancel?(operation: JsonValue, call: ProviderCall): Promise<'canceled' | 'too-late'>
  /** Looks whether a submit whose answer was lost was taken; not there where the service has no way to tell. */
  reconcile?(request: ProviderRequest, sent: { readonly at: number }, call: ProviderCall): Promise<Reconciled>
  /** Headers that a download of this output needs, given to `ProviderHttp.download`; not there where addresses are open to whoever knows them. */
  downloadHeaders?(url: string, call: ProviderCall): Readonly<Record<string, string>>
  /** Whether the key works, and what the account says of itself, where a call for it exists that costs nothing. */
  check(call: ProviderCall): Promise<{ readonly account: string | null; readonly balance: string | null; readonly isCertain: boolean }>
}
