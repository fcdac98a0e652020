import type { Command } from '../../app/domain/document/command.ts'
import { command as commandSchema } from '../../app/domain/document/command.ts'
import type { Document } from '../../app/domain/document/document.ts'
import { BLEND_MODES, type LayerPatch } from '../../app/domain/document/layer.ts'

/** Numbers in 0..1 that decide what a command does: which one, to what, and how. */
export type Dice = readonly [kind: number, target: number, a: number, b: number, c: number]

/** The one picture and the one mask that commands name. A studio that looks whether they are there gets its own in their place. */
export const PLACEHOLDER = {
  picture: { assetId: `ast_${'0'.repeat(20)}`, hash: 'ab'.repeat(32), width: 1200, height: 1600 },
  artifact: `sha256-${'cd'.repeat(32)}`,
} as const
const { picture: PICTURE, artifact: ARTIFACT } = PLACEHOLDER

/**
 * A command that makes sense for a document, most of the time: some ask for what is locked, missing or out of range.
 *
 * @param serial sets the ids of what is added apart.
 */
export function randomCommand(document: Document, dice: Dice, serial: number): Command {
  const [kind] = dice
  if (kind > 0.9) {
    // What a batch does later is chosen by what is there before it; it may fail half-way.
    const parts = [0.13, 0.37, 0.71].map((shift, i) => single(document, shifted(dice, shift), serial * 10 + i))
    return commandSchema.parse({ type: 'batch', commands: parts })
  }
  return commandSchema.parse(single(document, shifted(dice, 0), serial * 10))
}

const KINDS = 16
/** Beyond it an index is no index. */
const MOST_LAYERS = 100

function single(document: Document, dice: Dice, serial: number): unknown {
  const [kind, target, a, b, c] = dice
  const layer = document.layers[Math.floor(target * (document.layers.length + 0.2))]
  const layerId = layer?.id ?? 'nobody'
  switch (Math.floor(kind * KINDS)) {
    case 0:
    case 1:
      return {
        type: 'add-layer',
        layer: randomLayer(dice, serial),
        ...(c > 0.5 ? { index: Math.min(MOST_LAYERS, Math.floor(b * (document.layers.length + 1.1))) } : {}),
      }
    case 2:
      return { type: 'remove-layer', layerId }
    case 3:
      return { type: 'move-layer', layerId, index: Math.floor(a * (document.layers.length + 0.1)) }
    case 4:
      return { type: 'set-layer', layerId, patch: { locked: a > 0.5, ...(b > 0.7 ? { opacity: c } : {}) } }
    case 5:
      return { type: 'set-layer', layerId, patch: commonPatch(dice) }
    case 6:
      return { type: 'set-layer', layerId, patch: { transform: { x: a * 900 - 100, y: -0 * b, scale: 0.1 + c, rotation: a * 360 - 180 } } }
    case 7:
      return { type: 'set-mask', layerId, patch: a < 0.15 ? null : maskPatch(dice) }
    case 8:
    case 9:
    case 10:
      return { type: 'add-stroke', layerId, stroke: stroke(dice, serial) }
    case 11:
      return removeStroke(document, dice)
    case 12:
      return adjust(c > 0.5 ? layerId : null, dice)
    case 13:
      return {
        type: 'set-crop',
        crop: a < 0.2 ? null : { x: a * 100, y: b * 100, width: 50 + c * 900, height: 60, angle: b * 90 - 45, flipX: c > 0.5 },
      }
    case 14:
      return { type: 'set-canvas', canvas: { width: 100 + Math.floor(a * 4000), height: 80, colourSpace: b > 0.5 ? 'srgb' : 'display-p3' } }
    default:
      return { type: 'rename', name: `Name ${Math.floor(a * 1000)}` }
  }
}

function randomLayer([, , a, b, c]: Dice, serial: number): unknown {
  const common = { id: `layer-${serial}`, name: `Layer ${serial}`, locked: a > 0.9, opacity: b }
  const transform = { x: a * 500, y: b * 500, rotation: c * 90 }
  if (c < 0.3) return { ...common, kind: 'text', transform, content: a > 0.5 ? 'שלום\nAtelier' : 'مرحبا', sizePx: 10 + a * 90 }
  if (c < 0.5)
    return {
      ...common,
      kind: 'background',
      fill: {
        kind: 'linear',
        stops: [
          { at: 0, colour: '#FFffff' },
          { at: 1, colour: '#00000080' },
        ],
      },
    }
  if (c < 0.6) return { ...common, kind: 'logo', picture: PICTURE, transform }
  const mask = a > 0.4 ? { source: { kind: 'cut-out', artifact: ARTIFACT, subject: 'person' } } : null
  return { ...common, kind: 'photo', role: 'person', picture: PICTURE, transform, mask }
}

function commonPatch([, , a, b, c]: Dice): LayerPatch {
  const patch: LayerPatch = { opacity: a, blend: BLEND_MODES[Math.floor(b * BLEND_MODES.length)], name: `Other ${Math.floor(c * 99)}` }
  if (c > 0.8) return { shadow: { enabled: true, opacity: a, softnessPx: b * 100, offsetX: 0, offsetY: c } }
  if (c > 0.7) return { content: `Text ${Math.floor(a * 100)}` }
  return c > 0.4 ? { visible: b > 0.5 } : patch
}

function maskPatch([, , a, b, c]: Dice): unknown {
  if (c < 0.1) return { source: { kind: 'folded', artifact: ARTIFACT }, strokes: [] }
  return { ...(a > 0.5 ? { featherPx: b * 20 } : { inverted: b > 0.5 }), ...(c > 0.7 ? { source: { kind: 'none' }, shiftPx: -a } : {}) }
}

function stroke([, target, a, b, c]: Dice, serial: number): unknown {
  const points = Array.from({ length: 1 + Math.floor(target * 40) }, (_, i) => [a + i * 0.0031234567, b - i * 0.0021])
  const pressure = c > 0.6 ? points.map((_, i) => ((i + 1) % 7) / 7) : null
  return { id: `stroke-${serial}`, mode: c > 0.3 ? 'add' : 'erase', width: 0.01 + a * 0.1, points, pressure, followEdges: b > 0.5 }
}

function removeStroke(document: Document, [, target, a]: Dice): unknown {
  const painted = document.layers.filter((layer) => 'mask' in layer && layer.mask !== null && layer.mask.strokes.length > 0)
  const layer = painted[Math.floor(target * painted.length)]
  const strokes = layer !== undefined && 'mask' in layer ? (layer.mask?.strokes ?? []) : []
  return { type: 'remove-stroke', layerId: layer?.id ?? 'nobody', strokeId: strokes[Math.floor(a * strokes.length)]?.id ?? 'nothing' }
}

function adjust(layerId: string | null, [, , a, b, c]: Dice): unknown {
  const patch =
    a > 0.5 ? { exposure: { ev: b * 10 - 5 }, vibrance: { enabled: c > 0.5, amount: -b } } : { sharpen: { amount: b * 3, radius: 0.3 + c } }
  return { type: 'set-adjustments', layerId, patch }
}

/** The same dice thrown on, so that the parts of a batch differ. */
function shifted([kind, ...rest]: Dice, by: number): Dice {
  const turned = rest.map((value) => (value + by) % 1)
  return [(by === 0 ? kind / 0.9 : kind * 7 + by) % 1, turned[0] ?? 0, turned[1] ?? 0, turned[2] ?? 0, turned[3] ?? 0]
}
