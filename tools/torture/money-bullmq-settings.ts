/** Of the queue that is tortured beside ours. Locks are short (30 s by default), or a run would wait for them most of its time. */
export const BESIDE_QUEUE = 'money'
export const LOCK_MS = 800
export const STALLED_MS = 400

export interface BesideJob {
  /** Of the file for the result. */
  readonly name: string
  /** The request as it is sent. */
  readonly body: string
}
