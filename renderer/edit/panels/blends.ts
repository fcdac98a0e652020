import { BLEND_MODES } from '../../../app/domain/document/layer.ts'

/** In the order of a list. */
export const BLENDS = BLEND_MODES
