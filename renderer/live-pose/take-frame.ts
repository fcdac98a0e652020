/** A picture that can be drawn, and its full size in pixels. */
export interface Frame {
  readonly picture: HTMLVideoElement | HTMLCanvasElement
  readonly width: number
  readonly height: number
}

/**
 * The picture that is shown now, at its full size and as it was taken (a mirror is only how it is shown), as a file of a
 * person picture.
 *
 * @param at names the file: pictures of one sitting stay in order.
 */
export async function takeFrame({ picture, width, height }: Frame, at: Date): Promise<File> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('There is no canvas to take a picture with')
  context.drawImage(picture, 0, 0)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new File([blob], frameName(at), { type: 'image/png' })
}

export function frameName(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `live-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}.png`
}

/** Of video and canvas the one that is seen: while somebody moves, the picture that the pose was found in. */
export function shownFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement | null): Frame {
  if (canvas === null || canvas.hidden) return { picture: video, width: video.videoWidth, height: video.videoHeight }
  return { picture: canvas, width: canvas.width, height: canvas.height }
}
