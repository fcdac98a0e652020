import type { Asset } from '../../app/domain/asset.ts'
import { isStill } from './takes/takes-of.ts'
import { showClip, takeStill, videoStore } from './video-store.ts'

/** Puts a clip on the stage. A take brings its still with it. */
export function openClip(asset: Asset): void {
  const still = asset.lineage?.parents.find(({ role }) => isStill(role))?.assetId
  if (still === undefined) videoStore.setState({ still: null, other: null })
  else takeStill(still)
  showClip(asset.id)
}
