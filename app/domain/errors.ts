/** Every failure the studio can report. The code is the contract; the message is English for the log. */

interface ErrorFacts {
  /** HTTP status of the answer that carries the error. */
  readonly status: number
  /** Whether the queue may try the same work again by itself. */
  readonly retryable: boolean
  /** The name that scripts know (FEATURES T4). */
  readonly alias: string
}

export const ERROR_CODES = {
  'request.invalid': { status: 400, retryable: false, alias: 'INVALID_REQUEST' },
  'request.unknown-procedure': { status: 404, retryable: false, alias: 'UNKNOWN_PROCEDURE' },
  'request.unauthorized': { status: 401, retryable: false, alias: 'UNAUTHORIZED' },
  'request.forbidden': { status: 403, retryable: false, alias: 'FORBIDDEN' },
  'request.too-large': { status: 413, retryable: false, alias: 'REQUEST_TOO_LARGE' },
  'file.not-found': { status: 404, retryable: false, alias: 'FILE_NOT_FOUND' },
  'file.unreadable': { status: 422, retryable: false, alias: 'FILE_UNREADABLE' },
  'image.unsupported-type': { status: 415, retryable: false, alias: 'INVALID_IMAGE_FORMAT' },
  'image.damaged': { status: 422, retryable: false, alias: 'INVALID_IMAGE_FORMAT' },
  'image.too-large': { status: 413, retryable: false, alias: 'IMAGE_TOO_LARGE' },
  'image.too-small': { status: 422, retryable: false, alias: 'INVALID_IMAGE_FORMAT' },
  'video.no-ffmpeg': { status: 503, retryable: false, alias: 'FFMPEG_MISSING' },
  'video.unsupported-type': { status: 415, retryable: false, alias: 'INVALID_VIDEO_FORMAT' },
  'video.damaged': { status: 422, retryable: false, alias: 'INVALID_VIDEO_FORMAT' },
  'video.encrypted': { status: 422, retryable: false, alias: 'INVALID_VIDEO_FORMAT' },
  'video.no-picture': { status: 422, retryable: false, alias: 'INVALID_VIDEO_FORMAT' },
  'video.too-large': { status: 413, retryable: false, alias: 'VIDEO_TOO_LARGE' },
  'video.no-encoder': { status: 422, retryable: false, alias: 'ENCODER_MISSING' },
  'video.ffmpeg-failed': { status: 500, retryable: false, alias: 'FFMPEG_FAILED' },
  'video.ffmpeg-killed': { status: 500, retryable: true, alias: 'FFMPEG_FAILED' },
  'motion.template-not-found': { status: 404, retryable: false, alias: 'TEMPLATE_NOT_FOUND' },
  'motion.template-full': { status: 409, retryable: false, alias: 'TOO_MANY_TEMPLATES' },
  'clips.recipe-not-found': { status: 404, retryable: false, alias: 'RECIPE_NOT_FOUND' },
  'clips.recipe-full': { status: 409, retryable: false, alias: 'TOO_MANY_RECIPES' },
  'prompt.version-not-found': { status: 404, retryable: false, alias: 'VERSION_NOT_FOUND' },
  'prompt.full': { status: 409, retryable: false, alias: 'TOO_MANY_VERSIONS' },
  'prompt.preset-not-found': { status: 404, retryable: false, alias: 'PRESET_NOT_FOUND' },
  'prompt.preset-full': { status: 409, retryable: false, alias: 'TOO_MANY_PRESETS' },
  'asset.not-found': { status: 404, retryable: false, alias: 'ASSET_NOT_FOUND' },
  'asset.not-a-picture': { status: 422, retryable: false, alias: 'NOT_A_PICTURE' },
  'asset.not-a-clip': { status: 422, retryable: false, alias: 'NOT_A_CLIP' },
  'asset.blob-missing': { status: 410, retryable: false, alias: 'STORAGE_ERROR' },
  'asset.blob-damaged': { status: 422, retryable: false, alias: 'STORAGE_ERROR' },
  'library.in-use': { status: 409, retryable: false, alias: 'STORAGE_ERROR' },
  'library.too-new': { status: 409, retryable: false, alias: 'STORAGE_ERROR' },
  'library.damaged': { status: 500, retryable: false, alias: 'STORAGE_ERROR' },
  'library.foreign': { status: 409, retryable: false, alias: 'STORAGE_ERROR' },
  'storage.full': { status: 507, retryable: false, alias: 'STORAGE_ERROR' },
  'storage.failed': { status: 500, retryable: true, alias: 'STORAGE_ERROR' },
  'job.not-found': { status: 404, retryable: false, alias: 'JOB_NOT_FOUND' },
  'job.illegal-move': { status: 409, retryable: false, alias: 'JOB_ILLEGAL_MOVE' },
  'job.payload-outdated': { status: 409, retryable: false, alias: 'JOB_PAYLOAD_OUTDATED' },
  'job.canceled': { status: 409, retryable: false, alias: 'CANCELLED' },
  'job.timeout': { status: 504, retryable: true, alias: 'TIMEOUT' },
  'job.crashed': { status: 500, retryable: true, alias: 'INTERNAL' },
  'tryon.segmentation-failed': { status: 422, retryable: false, alias: 'SEGMENTATION_FAILED' },
  'tryon.pose-failed': { status: 422, retryable: false, alias: 'POSE_FAILED' },
  'tryon.garment-failed': { status: 422, retryable: false, alias: 'SEGMENTATION_FAILED' },
  'tryon.warp-failed': { status: 422, retryable: false, alias: 'WARP_FAILED' },
  'tryon.quality-failed': { status: 422, retryable: false, alias: 'QUALITY_CHECK_FAILED' },
  'document.not-found': { status: 404, retryable: false, alias: 'DOCUMENT_NOT_FOUND' },
  'document.conflict': { status: 409, retryable: false, alias: 'DOCUMENT_CONFLICT' },
  'document.too-new': { status: 409, retryable: false, alias: 'DOCUMENT_TOO_NEW' },
  'document.damaged': { status: 500, retryable: false, alias: 'STORAGE_ERROR' },
  'document.command-invalid': { status: 422, retryable: false, alias: 'INVALID_REQUEST' },
  'document.layer-not-found': { status: 404, retryable: false, alias: 'LAYER_NOT_FOUND' },
  'document.layer-locked': { status: 409, retryable: false, alias: 'LAYER_LOCKED' },
  'document.full': { status: 422, retryable: false, alias: 'DOCUMENT_FULL' },
  'document.history-ended': { status: 409, retryable: false, alias: 'HISTORY_ENDED' },
  'document.step-not-found': { status: 404, retryable: false, alias: 'STEP_NOT_FOUND' },
  'document.version-not-found': { status: 404, retryable: false, alias: 'VERSION_NOT_FOUND' },
  'provider.off': { status: 409, retryable: false, alias: 'PROVIDER_ERROR' },
  'provider.no-key': { status: 409, retryable: false, alias: 'PROVIDER_ERROR' },
  'provider.unauthorized': { status: 401, retryable: false, alias: 'PROVIDER_ERROR' },
  'provider.account-locked': { status: 402, retryable: false, alias: 'PROVIDER_ERROR' },
  'provider.rate-limited': { status: 429, retryable: true, alias: 'PROVIDER_ERROR' },
  'provider.refused-content': { status: 422, retryable: false, alias: 'PROVIDER_ERROR' },
  'provider.bad-request': { status: 422, retryable: false, alias: 'PROVIDER_ERROR' },
  'provider.model-retired': { status: 410, retryable: false, alias: 'PROVIDER_ERROR' },
  'provider.unavailable': { status: 503, retryable: true, alias: 'PROVIDER_ERROR' },
  'provider.timeout': { status: 504, retryable: true, alias: 'PROVIDER_ERROR' },
  'provider.bad-response': { status: 502, retryable: false, alias: 'PROVIDER_ERROR' },
  'provider.failed': { status: 502, retryable: false, alias: 'PROVIDER_ERROR' },
  'provider.result-gone': { status: 410, retryable: false, alias: 'PROVIDER_ERROR' },
  'provider.outcome-unknown': { status: 502, retryable: false, alias: 'PROVIDER_ERROR' },
  'money.cap-reached': { status: 402, retryable: false, alias: 'BUDGET_REACHED' },
  'money.price-unknown': { status: 409, retryable: false, alias: 'PRICE_UNKNOWN' },
  'secrets.locked': { status: 423, retryable: false, alias: 'SECRETS_LOCKED' },
  'secrets.failed': { status: 500, retryable: false, alias: 'SECRETS_FAILED' },
  'model.damaged': { status: 500, retryable: false, alias: 'MODEL_DAMAGED' },
  'worker.lost': { status: 500, retryable: true, alias: 'INTERNAL' },
  internal: { status: 500, retryable: false, alias: 'INTERNAL' },
} as const satisfies Record<string, ErrorFacts>

export type ErrorCode = keyof typeof ERROR_CODES

export type ErrorDetails = Readonly<Record<string, string | number | boolean>>

/** An error as it crosses the contract: no stack, no cause, nothing that is not safe to show. */
export interface StudioErrorShape {
  readonly code: ErrorCode
  readonly alias: string
  readonly message: string
  /** Pipeline stage that failed, where there is one. */
  readonly stage?: string
  /** Quotable reference; the log entry with the same ref holds stack and cause. */
  readonly ref?: string
  readonly details: ErrorDetails
}

/** The one error class. Throw it inside; it is converted to data once, at a boundary. */
export class StudioError extends Error {
  override readonly name = 'StudioError'
  readonly code: ErrorCode
  readonly details: ErrorDetails
  readonly stage: string | undefined
  readonly ref: string | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      readonly details?: ErrorDetails
      readonly cause?: unknown
      readonly stage?: string | undefined
      readonly ref?: string | undefined
    } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
    this.stage = options.stage
    this.ref = options.ref
  }

  get retryable(): boolean {
    return ERROR_CODES[this.code].retryable
  }

  /** The same error, marked with the stage it came from; keeps a stage that is already there. */
  at(stage: string): StudioError {
    if (this.stage !== undefined) return this
    return new StudioError(this.code, this.message, { details: this.details, cause: this.cause, stage, ref: this.ref })
  }

  toShape(): StudioErrorShape {
    return {
      code: this.code,
      alias: ERROR_CODES[this.code].alias,
      message: this.message,
      details: this.details,
      ...(this.stage === undefined ? {} : { stage: this.stage }),
      ...(this.ref === undefined ? {} : { ref: this.ref }),
    }
  }

  static from(thrown: unknown): StudioError {
    if (thrown instanceof StudioError) return thrown
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    return new StudioError('internal', message, { cause: thrown })
  }

  static fromShape(shape: StudioErrorShape): StudioError {
    return new StudioError(shape.code, shape.message, { details: shape.details, stage: shape.stage, ref: shape.ref })
  }
}

/** True for the error that an aborted `AbortSignal` throws; it passes through every layer unchanged. */
export function isAbort(thrown: unknown, signal: { readonly aborted: boolean; readonly reason: unknown }): boolean {
  return signal.aborted && (thrown === signal.reason || (thrown instanceof Error && thrown.name === 'AbortError'))
}
