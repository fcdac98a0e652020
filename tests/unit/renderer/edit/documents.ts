import type { Document } from '../../../../app/domain/document/document.ts'
import { picture } from '../../../../app/domain/document/fill.ts'
import { documentFromPictures } from '../../../../app/domain/document/from-pictures.ts'
import type { Layer } from '../../../../app/domain/document/layer.ts'
import { ownSize } from '../../../../renderer/edit/tools/layer-shape.ts'
import type { HeldKeys, ToolInput, ToolScene } from '../../../../renderer/edit/tools/tool.ts'

/** A picture of the library, as documents name it. */
export const PICTURE = picture.parse({
  assetId: 'ast_00000000000000000001',
  hash: 'a'.repeat(64),
  width: 400,
  height: 200,
})

/** A canvas of 1000 x 800 with one picture of 400 x 200 in its middle. */
export function onePicture(): Document {
  return documentFromPictures('Test', [{ name: 'Shirt', picture: PICTURE }], { width: 1000, height: 800 })
}

export function sceneOf(document: Document, selected = document.layers[0]?.id): ToolScene {
  return {
    document,
    selected: document.layers.find(({ id }) => id === selected) ?? null,
    sizeOf: (layer: Layer) => ownSize(document, layer),
    pxPerScreen: 1,
  }
}

export const KEYS: HeldKeys = { shift: false, alt: false, mod: false }

export function pointed(
  kind: 'down' | 'move' | 'up',
  x: number,
  y: number,
  more: { keys?: Partial<HeldKeys>; ms?: number; pressure?: number } = {},
): ToolInput {
  return { kind, at: { x, y }, keys: { ...KEYS, ...more.keys }, pressure: more.pressure ?? null, ms: more.ms ?? 0 }
}
