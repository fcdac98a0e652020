import type { z } from 'zod'
import type { Services } from '../services.ts'
import type { Stage } from '../stage.ts'
import { analyseGarment } from './analyse-garment.ts'
import { analysePerson } from './analyse-person.ts'
import { barePerson } from './bare-person.ts'
import { brushGarment } from './brush-garment.ts'
import { brushPerson } from './brush-person.ts'
import { brushScene } from './brush-scene.ts'
import { checkQuality } from './check-quality.ts'
import { clearPerson } from './clear-person.ts'
import { clipStrip } from './clip-strip.ts'
import { clipWave } from './clip-wave.ts'
import { colourPerson } from './colour-person.ts'
import { composeDraft } from './compose-draft.ts'
import { describeGarment } from './describe-garment.ts'
import { encodeExport } from './encode-export.ts'
import { encodePng } from './encode-png.ts'
import { encodeResult } from './encode-result.ts'
import { estimatePose } from './estimate-pose.ts'
import { findCloth } from './find-cloth.ts'
import { fitGarment } from './fit-garment.ts'
import { judgeResult } from './judge-result.ts'
import { keepOriginal } from './keep-original.ts'
import { loadPhoto } from './load-photo.ts'
import { loadPicture } from './load-picture.ts'
import { packMotion } from './pack-motion.ts'
import { packRewarp } from './pack-rewarp.ts'
import { measureMark, paintMarks } from './paint-marks.ts'
import { prepareGarment } from './prepare-garment.ts'
import { readMaskPicture } from './read-mask.ts'
import { renderDocument } from './render-document.ts'
import { renderMotion } from './render-motion.ts'
import { sampleClip } from './sample-clip.ts'
import { segmentPerson } from './segment-person.ts'
import { selectScribble } from './select-scribble.ts'
import { trackSubject } from './track-subject.ts'

type AnyStage = Stage<z.ZodType, z.ZodType, Services>

/** Every stage a worker can run, by id. */
const STAGES: readonly AnyStage[] = [
  loadPhoto,
  estimatePose,
  segmentPerson,
  brushPerson,
  colourPerson,
  prepareGarment,
  describeGarment,
  brushGarment,
  analysePerson,
  brushScene,
  clearPerson,
  barePerson,
  analyseGarment,
  fitGarment,
  composeDraft,
  checkQuality,
  judgeResult,
  keepOriginal,
  encodeResult,
  encodePng,
  packRewarp,
  selectScribble,
  loadPicture,
  renderDocument,
  encodeExport,
  findCloth,
  readMaskPicture,
  renderMotion,
  packMotion,
  clipStrip,
  clipWave,
  sampleClip,
  trackSubject,
  measureMark,
  paintMarks,
] as readonly AnyStage[]

export function findStage(id: string): AnyStage | undefined {
  return STAGES.find((stage) => stage.id === id)
}

export function listStages(): readonly AnyStage[] {
  return STAGES
}
