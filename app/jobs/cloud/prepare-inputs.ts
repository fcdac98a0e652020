import sharp, { type Sharp } from 'sharp'
import type { GenerateRequest } from '../../domain/cloud/generate-request.ts'
import type { CloudModel, ModelLimits } from '../../domain/cloud/model.ts'
import { StudioError } from '../../domain/errors.ts'
import { canonicalJson } from '../../domain/json.ts'
import type { Rgb8, Rgba8 } from '../../domain/raster.ts'
import { artifactOfPicture, getPicture } from '../../library/assets.ts'
import type { Library } from '../../library/open-library.ts'
import type { ImageLimits } from '../../platform/config.ts'
import { hashBytes } from '../../platform/files.ts'
import { decodeUpright } from '../../platform/image/decode-image.ts'
import type { ProviderInput } from '../../providers/adapter.ts'
import type { Candidate } from './work.ts'

/**
 * The pictures of a request as a model takes them: upright, sRGB, within its limits of sides and bytes, without anything that the file says
 * of camera, place or person.
 *
 * @throws StudioError `asset.not-found`, `asset.not-a-picture`, `asset.blob-missing`, `asset.blob-damaged`, `image.*`;
 *   `image.too-small` for one below the model's least side
 */
export async function prepareInputs(
  inputs: GenerateRequest['inputs'],
  model: CloudModel,
  from: { readonly library: Library; readonly limits: ImageLimits },
): Promise<ProviderInput[]> {
  const prepared: ProviderInput[] = []
  for (const { role, assetId } of inputs) {
    const bytes = await from.library.artifacts.readBytes(await artifactOfPicture(from.library, assetId))
    const { raster } = await decodeUpright(bytes, { limits: from.limits, longSidePx: model.limits.maxSidePx })
    if (Math.min(raster.width, raster.height) < model.limits.minSidePx) {
      throw new StudioError('image.too-small', 'The model takes no picture that small', { details: { minSidePx: model.limits.minSidePx } })
    }
    const made = await encodeWithin(raster, model.limits)
    prepared.push({ role, hash: hashBytes(made.bytes), remote: null, ...made })
  }
  return prepared
}

type Encoded = Pick<ProviderInput, 'mediaType' | 'bytes'>

/** PNG for what has alpha or is a mask of few colours and fits; JPEG else, less fine until it fits, then smaller. */
async function encodeWithin(raster: Rgb8 | Rgba8, limits: ModelLimits): Promise<Encoded> {
  const { width, height, channels, data } = raster
  const picture = (): Sharp => sharp(data, { raw: { width, height, channels } })
  if (channels === 4 && limits.mediaTypes.includes('image/png')) {
    const bytes = await picture().png().toBuffer()
    if (bytes.byteLength <= limits.maxInputBytes) return { mediaType: 'image/png', bytes }
  }
  for (const scale of [1, 0.75, 0.5, 0.25]) {
    for (const quality of [95, 85, 75]) {
      const sized = picture().resize({ width: Math.max(1, Math.round(width * scale)) })
      const bytes = await sized.flatten({ background: '#ffffff' }).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer()
      if (bytes.byteLength <= limits.maxInputBytes) return { mediaType: 'image/jpeg', bytes }
    }
  }
  throw new StudioError('image.too-large', 'The picture does not fit what the model takes', {
    details: { maxInputBytes: limits.maxInputBytes },
  })
}

/** SHA-256 over all that the service is asked for. Pictures count as they lie in the library, so another encoder is not another request. */
export function requestHashOf(job: GenerateRequest, { choice, model }: Candidate, library: Library): string {
  const inputs = job.inputs.map(({ role, assetId }) => ({ role, hash: getPicture(library, assetId).hash }))
  const { task, prompt, negativePrompt } = job
  const asked = { task, prompt, negativePrompt, inputs, model: model.id, name: model.model, parameters: choice.parameters }
  return hashBytes(new TextEncoder().encode(canonicalJson(asked)))
}
