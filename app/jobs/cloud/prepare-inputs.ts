import type { GenerateRequest } from '../../domain/cloud/generate-request.ts'
import type { CloudModel } from '../../domain/cloud/model.ts'
import { canonicalJson } from '../../domain/json.ts'
import { artifactOfPicture, getPicture } from '../../library/assets.ts'
import type { Library } from '../../library/open-library.ts'
import type { ImageLimits } from '../../platform/config.ts'
import { hashBytes } from '../../platform/files.ts'
import type { ProviderInput } from '../../providers/adapter.ts'
import { prepareInput } from '../../providers/prepare-input.ts'
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
    const { widthPx: _width, heightPx: _height, ...made } = await prepareInput({ bytes, role }, { model: model.limits, image: from.limits })
    prepared.push({ ...made, remote: null })
  }
  return prepared
}

/** SHA-256 over all that the service is asked for. Pictures count as they lie in the library, so another encoder is not another request. */
export function requestHashOf(job: GenerateRequest, { choice, model }: Candidate, library: Library): string {
  const inputs = job.inputs.map(({ role, assetId }) => ({ role, hash: getPicture(library, assetId).hash }))
  const { task, prompt, negativePrompt } = job
  const asked = { task, prompt, negativePrompt, inputs, model: model.id, name: model.model, parameters: choice.parameters }
  return hashBytes(new TextEncoder().encode(canonicalJson(asked)))
}
