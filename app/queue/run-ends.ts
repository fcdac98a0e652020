import type { StudioError } from '../domain/errors.ts'
import type { JsonValue } from '../domain/json.ts'
import type { Postponed } from './define-job.ts'

/** Why a running job is being ended. The abort reason that `signal.reason` shows. */
export class Ending extends Error {
  override readonly name = 'AbortError'
  readonly why: 'cancel' | 'host-stopping' | 'timeout'

  constructor(why: 'cancel' | 'host-stopping' | 'timeout') {
    super(`The job is ending: ${why}`)
    this.why = why
  }
}

/** Thrown by `context.suspend`: the work goes on elsewhere. */
export class Suspension extends Error {
  override readonly name = 'Suspension'
  readonly operation: JsonValue
  readonly pollInMs: number
  readonly why: StudioError | undefined

  constructor(operation: JsonValue, pollInMs: number, why: StudioError | undefined) {
    super('The job waits for remote work')
    this.operation = operation
    this.pollInMs = pollInMs
    this.why = why
  }
}

/** Thrown by `context.postpone`: not now. */
export class Postponement extends Error {
  override readonly name = 'Postponement'
  readonly how: Postponed

  constructor(how: Postponed) {
    super('The job is put off')
    this.how = how
  }
}

/** Thrown by `context.askPerson`: nothing goes on before a person has decided. */
export class Question extends Error {
  override readonly name = 'Question'
  readonly why: StudioError

  constructor(why: StudioError) {
    super(why.message, { cause: why })
    this.why = why
  }
}
