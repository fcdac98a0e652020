import type { Asset } from '../../app/domain/asset.ts'
import { go } from '../frame/route.ts'
import { NO_FILTER } from './filter.ts'
import { galleryStore } from './gallery-store.ts'

/** Opens the gallery at a picture. It is searched for by its name, so that it is in sight among any number of others. */
export function showPicture({ id, name }: Asset): void {
  galleryStore.setState({ filter: { ...NO_FILTER, text: name }, selection: { chosen: new Set([id]), current: id, anchor: id } })
  go('gallery')
}
