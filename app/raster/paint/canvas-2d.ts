/**
 * The part of canvas 2D that documents are painted with: what a browser's context and Skia in Node have in common. Both are Skia, and
 * 108 drawings of every kind used here came out with the same bytes (Chromium 156 on its software canvas, @napi-rs/canvas 1.1.1).
 * Text is not among them: it differs, so it is painted as outlines.
 */
export interface Canvas2D {
  globalAlpha: number
  globalCompositeOperation: string
  imageSmoothingEnabled: boolean
  imageSmoothingQuality: 'low' | 'medium' | 'high'
  fillStyle: unknown
  save(): void
  restore(): void
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void
  drawImage(image: never, x: number, y: number, width: number, height: number): void
  fillRect(x: number, y: number, width: number, height: number): void
  clearRect(x: number, y: number, width: number, height: number): void
  createLinearGradient(x0: number, y0: number, x1: number, y1: number): Gradient
  createRadialGradient(x0: number, y0: number, r0: number, x1: number, y1: number, r1: number): Gradient
  beginPath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void
  bezierCurveTo(cx1: number, cy1: number, cx2: number, cy2: number, x: number, y: number): void
  closePath(): void
  rect(x: number, y: number, width: number, height: number): void
  clip(): void
  fill(): void
}

export interface Gradient {
  addColorStop(at: number, colour: string): void
}

/** Something that a context can draw: a canvas, a bitmap. Each host has its own, and only its own context takes it. */
export type Drawable = object
