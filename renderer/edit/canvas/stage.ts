import type { StudioContract } from '../../../app/contract/contract.ts'
import type { Client } from '../../../app/contract/define.ts'
import type { Layer } from '../../../app/domain/document/layer.ts'
import type { Size } from '../../../app/domain/raster.ts'
import { type Affine, invert } from '../../../app/raster/crop/affine.ts'
import { after } from '../../../app/raster/paint/maps.ts'
import { FinishedPictures } from '../pixels/finished-pictures.ts'
import { pixelLevel } from '../pixels/pixel-level.ts'
import { type PixelAddresses, PixelStore } from '../pixels/pixel-store.ts'
import { type Editor, selectedLayer } from '../session/editor.ts'
import { OutlineStore } from '../text/outline-store.ts'
import { isPlaced, ownSize } from '../tools/layer-shape.ts'
import type { Spot } from '../tools/tool.ts'
import { type Scribble, ToolRunner } from '../tools/tool-runner.ts'
import { mapPoint, viewMap } from './camera.ts'
import { paintOverlay } from './overlay-painter.ts'
import { overlaySceneOf } from './overlay-scene.ts'
import { type PaneGrid, paneCorner, paneGridOf, paneRoom } from './pane-grid.ts'
import { paintScene } from './scene-painter.ts'
import { type Shown, shownOf } from './shown.ts'
import { StageCamera } from './stage-camera.ts'
import { coloursOf, contextOf } from './stage-canvas.ts'
import { StrokeTrail } from './stroke-trail.ts'
import { ViewMotion } from './view-motion.ts'

export interface StageParts {
  readonly scene: HTMLCanvasElement
  readonly overlay: HTMLCanvasElement
  /** The checkerboard behind the picture. */
  readonly ground: HTMLElement
}

export interface StageDeps {
  readonly editor: Editor
  readonly client: Client<StudioContract>
  readonly addresses: PixelAddresses
  readonly onRefused: (reason: unknown) => void
}

/**
 * The stage outside of React: two canvases that fill the window, painted once a frame at most, each only when something that it
 * shows has changed.
 */
export class Stage {
  readonly camera = new StageCamera()
  readonly tools: ToolRunner
  readonly pixels: PixelStore
  readonly outlines: OutlineStore
  readonly #finished = new FinishedPictures(() => this.#ask({ scene: true }))
  readonly #motion = new ViewMotion(() => this.#ask({ scene: true }))
  /** Set by whoever finds what is scribbled on. */
  onScribble: (scribble: Scribble) => void = () => undefined
  readonly #deps: StageDeps
  readonly #stop: (() => void)[] = []
  #parts: StageParts | null = null
  #shown: Shown | null = null
  #shownFrom: readonly unknown[] = []
  #isLookOld = false
  /** What the scene was painted from last: while a hand paints over it, nothing of that changes from frame to frame. */
  #paintedFrom: readonly unknown[] = []
  #dirty = { scene: true, overlay: true }
  #frame = 0
  /** Checkerboards of the further panes. */
  readonly #grounds = new Map<number, HTMLElement>()
  #window: Size = { width: 1, height: 1 }
  #pointer: Spot | null = null
  readonly #trail = new StrokeTrail()

  constructor(deps: StageDeps) {
    this.#deps = deps
    const { onRefused } = deps
    this.tools = new ToolRunner(deps.editor, {
      onChange: () => this.repaint(),
      sizeOf: (layer) => this.sizeOf(layer),
      onScribble: (scribble) => this.onScribble(scribble),
    })
    this.pixels = new PixelStore(deps.addresses, { onPixels: () => this.#ask({ scene: true }), onRefused })
    this.outlines = new OutlineStore(deps.client, { onOutline: () => this.repaint(), onRefused })
    this.#stop.push(
      deps.editor.store.subscribe((state, before) => {
        if (state.compare !== before.compare || state.compared !== before.compared) this.setWindow(this.#window)
        this.repaint()
      }),
    )
    this.#stop.push(
      this.camera.store.subscribe(() => {
        this.#motion.moved()
        this.#ask({ scene: true })
      }),
    )
  }

  /** The window has another size, in pixels of the page. */
  setWindow(size: Size): void {
    this.#window = size
    this.camera.setRoom(paneRoom(size, this.grid))
  }

  /** The panes of a comparison; they share the camera. */
  get grid(): PaneGrid {
    return paneGridOf(this.#deps.editor.store.getState())
  }

  attach(parts: StageParts): void {
    this.#parts = parts
    this.repaint()
  }

  /** The checkerboard behind the picture of a further pane, while there is one. */
  attachGround(pane: number, ground: HTMLElement | null): void {
    if (ground === null) this.#grounds.delete(pane)
    else this.#grounds.set(pane, ground)
    this.#paintedFrom = []
    this.repaint()
  }

  close(): void {
    this.#parts = null
    cancelAnimationFrame(this.#frame)
    this.#motion.close()
    for (const stop of this.#stop) stop()
    this.pixels.close()
    this.#finished.close()
  }

  /** Paints everything anew with the next frame. */
  repaint(): void {
    this.#isLookOld = true
    this.#ask({ scene: true })
  }

  /** Size of a layer in its own pixels; null for text that is not shaped yet. */
  sizeOf(layer: Layer): Size | null {
    return layer.kind === 'text' ? (this.outlines.sizeOf(layer) ?? null) : ownSize(this.#deps.editor.store.getState().document, layer)
  }

  /** Where the pointer is, in document pixels; null beside the stage. */
  point(at: Spot | null): void {
    this.#pointer = at
    this.#ask({ scene: false })
  }

  /** From pixels of the page, counted from the window's corner, to those of the document. */
  spotAt(x: number, y: number): Spot {
    return mapPoint(invert(this.documentMap), { x, y })
  }

  /** From document pixels to those of the page. */
  get documentMap(): Affine {
    return after(this.#look().frame.map, viewMap(this.camera.view))
  }

  get pxPerScreen(): number {
    return 1 / this.camera.view.scale
  }

  /** The colour on the stage under a place of the window; null where nothing is painted. */
  colourAt(x: number, y: number): string | null {
    const context = this.#parts?.scene.getContext('2d')
    if (context === null || context === undefined) return null
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(
      Math.round(x * devicePixelRatio),
      Math.round(y * devicePixelRatio),
      1,
      1,
    ).data
    if (alpha === 0) return null
    return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`
  }

  #ask({ scene }: { readonly scene: boolean }): void {
    this.#dirty = { scene: this.#dirty.scene || scene, overlay: true }
    if (this.#frame !== 0 || this.#parts === null) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      this.#paint()
    })
  }

  /** The same object while nothing that is shown has changed: what is made of it is kept by that. */
  #look(): Shown {
    if (this.#isLookOld || this.#shown === null) {
      const state = this.#deps.editor.store.getState()
      const from = [
        this.#isHeavy ? state.document : this.tools.shown(state.document),
        state.tool === 'crop',
        state.compare,
        state.compared,
        this.outlines.version,
      ] as const
      if (this.#shown === null || from.some((part, i) => part !== this.#shownFrom[i])) {
        this.#shown = shownOf(state, from[0], (text) => this.outlines.sizeOf(text))
        this.#shownFrom = from
      }
      this.#isLookOld = false
    }
    return this.#shown
  }

  get #hand(): 'resting' | 'moving' {
    return this.#motion.isMoving || this.tools.isBusy ? 'moving' : 'resting'
  }

  #paint(): void {
    const parts = this.#parts
    if (parts === null) return
    const { scene, overlay } = this.#dirty
    this.#dirty = { scene: false, overlay: false }
    if (scene) {
      this.camera.setPicture(this.#look().list.size)
      this.#paintScene(parts)
    }
    if (scene || overlay) this.#paintOverlay(parts)
    const isAtRest = this.#hand === 'resting' && this.pixels.isAtRest && this.#finished.isAtRest && this.outlines.isAtRest
    parts.scene.dataset['pixels'] = isAtRest ? 'ready' : 'coming'
  }

  #paintScene({ scene, ground }: StageParts): void {
    const { camera, room } = this.camera.store.getState()
    const shown = this.#look()
    const { dividerShare, isAdjusting, compare } = this.#deps.editor.store.getState()
    const pace = isAdjusting ? 'moving' : 'resting'
    const versions = [this.pixels.version, this.#finished.version, this.outlines.version]
    const hand = this.#hand
    const from = [scene, this.#window, shown, camera, room, devicePixelRatio, pace, hand, dividerShare, compare, ...versions]
    if (from.every((part, i) => part === this.#paintedFrom[i])) return
    const context = contextOf(scene, this.#window)
    if (context === null) return
    this.#paintedFrom = from
    const look = { camera, room, ratio: devicePixelRatio, pace, hand } as const
    paintScene(
      context,
      { shown, look, split: compare === 'slider' ? { kind: 'divider', share: dividerShare } : { kind: 'panes', grid: this.grid } },
      { pixels: this.pixels, finished: (pane) => this.#finished.of(pane), outlines: this.outlines },
    )
    for (const [pane, behind] of [[0, ground] as const, ...this.#grounds]) this.#lay(behind, paneCorner(pane, room, this.grid))
  }

  /** Puts a checkerboard behind a picture. */
  #lay(ground: HTMLElement, corner: Spot): void {
    const { camera, picture } = this.camera.store.getState()
    ground.style.transform = `translate(${camera.x + corner.x}px, ${camera.y + corner.y}px)`
    ground.style.width = `${picture.width * camera.scale}px`
    ground.style.height = `${picture.height * camera.scale}px`
  }

  #paintOverlay({ overlay }: StageParts): void {
    const context = contextOf(overlay, this.#window)
    if (context === null) return
    const ratio = devicePixelRatio
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, overlay.width, overlay.height)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    const scene = overlaySceneOf({
      editor: this.#deps.editor,
      tools: this.tools,
      pixels: this.pixels,
      trail: this.#trail,
      map: this.documentMap,
      pxPerScreen: this.pxPerScreen,
      pointer: this.#pointer,
      sizeOf: (layer) => this.sizeOf(layer),
    })
    paintOverlay(context, scene, coloursOf(overlay))
  }

  /** So large at this zoom that its pixels come too late for a hand that paints: they are made when a piece of the stroke is done. */
  get #isHeavy(): boolean {
    const state = this.#deps.editor.store.getState()
    const layer = selectedLayer(state)
    const size = layer === null ? null : this.sizeOf(layer)
    if (layer === null || size === null || (state.tool !== 'brush' && state.tool !== 'eraser')) return false
    const shown = this.camera.view.scale * devicePixelRatio * (isPlaced(layer) ? layer.transform.scale : 1)
    return pixelLevel(shown, size, { pace: 'resting' }) > pixelLevel(shown, size, { pace: 'moving' })
  }
}
