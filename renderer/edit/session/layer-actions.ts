import type { Command } from '../../../app/domain/document/command.ts'
import type { Fill, Picture } from '../../../app/domain/document/fill.ts'
import {
  type BackgroundLayer,
  backgroundLayer,
  type Layer,
  type LogoLayer,
  logoLayer,
  type PhotoLayer,
  photoLayer,
  type TextLayer,
  textLayer,
} from '../../../app/domain/document/layer.ts'
import { type Editor, layerOf, newId, selectedLayer } from './editor.ts'

/** What is done to whole layers, from menus, keys and lists. */

/** Where a new layer goes: above the one that is worked on; undefined on top. */
function above({ store }: Editor): { readonly index: number } | Record<string, never> {
  const { document, selected } = store.getState()
  const index = document.layers.findIndex(({ id }) => id === selected)
  return index < 0 ? {} : { index: index + 1 }
}

function add(editor: Editor, layer: Layer, place: { readonly index?: number }): void {
  if (editor.change([{ type: 'add-layer', layer, ...place }])) editor.store.setState({ selected: layer.id })
}

/** A background goes to the bottom, above what is a background already. */
export function addBackground(editor: Editor, name: string, fill: Fill): void {
  const { layers } = editor.store.getState().document
  const layer: BackgroundLayer = backgroundLayer.parse({ kind: 'background', id: newId('layer'), name, fill })
  const first = layers.findIndex(({ kind }) => kind !== 'background')
  add(editor, layer, { index: first < 0 ? layers.length : first })
}

/** A picture in the middle, small enough to be seen whole. */
export function addPicture(
  editor: Editor,
  kind: 'photo' | 'logo',
  { name, picture }: { readonly name: string; readonly picture: Picture },
): void {
  const { canvas, crop } = editor.store.getState().document
  const frame = crop ?? { x: 0, y: 0, ...canvas }
  const share = kind === 'logo' ? 0.25 : 1
  const fit = Math.min(1, (frame.width * share) / picture.width, (frame.height * share) / picture.height)
  const x = kind === 'logo' ? frame.x + frame.width - (picture.width * fit) / 2 - frame.width * 0.04 : frame.x + frame.width / 2
  const y = kind === 'logo' ? frame.y + frame.height - (picture.height * fit) / 2 - frame.height * 0.04 : frame.y + frame.height / 2
  const fields = { id: newId('layer'), name, picture, transform: { x, y, scale: Math.max(0.001, fit) } }
  const layer: PhotoLayer | LogoLayer = kind === 'photo' ? photoLayer.parse({ kind, ...fields }) : logoLayer.parse({ kind, ...fields })
  add(editor, layer, kind === 'photo' ? above(editor) : {})
}

/** Text with its middle at a spot; its letters are chosen, so that typing replaces them. */
export function addText(editor: Editor, content: string, at: { readonly x: number; readonly y: number }): void {
  const { canvas } = editor.store.getState().document
  const sizePx = Math.max(12, Math.round(Math.min(canvas.width, canvas.height) / 14))
  const layer: TextLayer = textLayer.parse({
    kind: 'text',
    id: newId('layer'),
    name: content,
    content,
    sizePx,
    transform: at,
    colour: '#1f1f1f',
  })
  add(editor, layer, {})
  editor.store.setState({ tool: 'move', tab: 'layers', typing: true })
}

export function duplicate(editor: Editor, name: (old: string) => string): void {
  const layer = selectedLayer(editor.store.getState())
  if (layer === null) return
  const moved = 'transform' in layer ? { transform: { ...layer.transform, x: layer.transform.x + 24, y: layer.transform.y + 24 } } : {}
  add(editor, { ...layer, ...moved, id: newId('layer'), name: name(layer.name).slice(0, 200), locked: false } as Layer, above(editor))
}

/** What was below the layer is worked on next. */
export function remove(editor: Editor): void {
  const { document, selected } = editor.store.getState()
  const index = document.layers.findIndex(({ id }) => id === selected)
  const next = document.layers[index - 1] ?? document.layers[index + 1]
  if (selected !== null && editor.change([{ type: 'remove-layer', layerId: selected }]))
    editor.store.setState({ selected: next?.id ?? null })
}

/** `by` 1 is one up. */
export function reorder(editor: Editor, by: 1 | -1): void {
  const { document, selected } = editor.store.getState()
  const index = document.layers.findIndex(({ id }) => id === selected)
  const to = index + by
  if (selected !== null && index >= 0 && to >= 0 && to < document.layers.length)
    editor.change([{ type: 'move-layer', layerId: selected, index: to }])
}

/** The layer above or below becomes the one that is worked on. */
export function selectNext(editor: Editor, by: 1 | -1): void {
  const { document, selected } = editor.store.getState()
  const index = document.layers.findIndex(({ id }) => id === selected)
  const next = document.layers[Math.min(document.layers.length - 1, Math.max(0, index + by))]
  if (next !== undefined) editor.store.setState({ selected: next.id })
}

export function toggle(editor: Editor, id: string, field: 'visible' | 'locked'): void {
  const layer = layerOf(editor.store.getState().document, id)
  if (layer === null) return
  const command: Command = {
    type: 'set-layer',
    layerId: id,
    patch: field === 'visible' ? { visible: !layer.visible } : { locked: !layer.locked },
  }
  editor.change([command])
}
