import type { StrokePath } from '../domain/brush-stroke.ts'
import type { Document } from '../domain/document/document.ts'
import type { MaskSource } from '../domain/document/mask.ts'
import { StudioError } from '../domain/errors.ts'
import type { ArtifactId, AssetId } from '../domain/ids.ts'
import type { ImageLimits } from '../platform/config.ts'
import { type SubjectRequest, selectSubject } from './select-subject.ts'
import type { Step } from './step.ts'

export interface MaskKeeper {
  readonly isThere: (mask: ArtifactId) => Promise<boolean>
  readonly sourceOf: (picture: AssetId) => Promise<ArtifactId>
  readonly limits: ImageLimits
}

/**
 * Makes cut-outs again that are no longer there: they are derived files, and a document tells how they came about.
 *
 * @throws StudioError `asset.blob-missing` where a mask was folded out of strokes, or comes out differently than it did: silently another
 *   mask would be another picture.
 */
export async function restoreMasks(step: Step, document: Document, keeper: MaskKeeper): Promise<void> {
  for (const layer of document.layers) {
    if (!('mask' in layer) || layer.mask === null || !('artifact' in layer.mask.source)) continue
    const { source } = layer.mask
    if (await keeper.isThere(source.artifact)) continue
    const made =
      source.kind === 'cut-out' && 'picture' in layer ? await madeAgain(step, source, { picture: layer.picture.assetId, keeper }) : null
    if (made !== source.artifact) {
      throw new StudioError('asset.blob-missing', 'The mask of a layer is gone and could not be made again', {
        details: { layerId: layer.id, artifact: source.artifact },
      })
    }
  }
}

async function madeAgain(
  step: Step,
  { subject, seeds }: Extract<MaskSource, { kind: 'cut-out' }>,
  { picture, keeper }: { readonly picture: AssetId; readonly keeper: MaskKeeper },
): Promise<ArtifactId> {
  const given = { source: await keeper.sourceOf(picture), limits: keeper.limits }
  const request: SubjectRequest = subject === 'scribble' ? { ...given, subject, seeds: seeds as StrokePath[] } : { ...given, subject }
  return (await selectSubject(step, request)).mask
}
