import { createStore } from 'zustand/vanilla'
import type { Size } from '../../../app/domain/raster.ts'
import { centred, type Viewport } from '../../canvas/viewport.ts'
import { fitted, keepInSight, onWholePixels, zoomTo } from './camera.ts'

interface Point {
  readonly x: number
  readonly y: number
}

interface CameraState {
  readonly camera: Viewport
  /** Follows the window and the picture when they change their size. */
  readonly isFit: boolean
  /** Of the window, in pixels of the page. */
  readonly room: Size
  readonly picture: Size
}

/** How the picture lies in the window. Outside of React: it changes with every move of a hand. */
export class StageCamera {
  readonly store = createStore<CameraState>()(() => ({
    camera: { scale: 1, x: 0, y: 0 },
    isFit: true,
    room: { width: 1, height: 1 },
    picture: { width: 1, height: 1 },
  }))

  get view(): Viewport {
    return this.store.getState().camera
  }

  setRoom(room: Size): void {
    this.#lay({ room })
  }

  setPicture(picture: Size): void {
    const now = this.store.getState().picture
    if (now.width !== picture.width || now.height !== picture.height) this.#lay({ picture })
  }

  fit(): void {
    this.#lay({ isFit: true })
  }

  /** One pixel of the picture for one of the screen. */
  actualSize(): void {
    const { picture, room } = this.store.getState()
    this.#put(centred(picture, room, 1 / devicePixelRatio))
  }

  zoomBy(factor: number, at?: Point): void {
    const { room } = this.store.getState()
    this.#put(zoomTo(this.view, factor, at ?? { x: room.width / 2, y: room.height / 2 }))
  }

  panBy(dx: number, dy: number): void {
    this.#put({ ...this.view, x: this.view.x + dx, y: this.view.y + dy })
  }

  #put(camera: Viewport): void {
    const { picture, room } = this.store.getState()
    this.store.setState({ camera: onWholePixels(keepInSight(camera, picture, room), devicePixelRatio), isFit: false })
  }

  #lay(changed: Partial<Pick<CameraState, 'room' | 'picture' | 'isFit'>>): void {
    const next = { ...this.store.getState(), ...changed }
    const camera = next.isFit ? fitted(next.picture, next.room) : keepInSight(next.camera, next.picture, next.room)
    this.store.setState({ ...next, camera: onWholePixels(camera, devicePixelRatio) })
  }
}
