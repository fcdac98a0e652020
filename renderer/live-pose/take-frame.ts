/**
 * The picture that a video shows now, at its full size and as it was taken (a mirror is only how it is shown), as a file of
 * a person picture.
 *
 * @param at names the file: pictures of one sitting stay in order.
 */
export async function takeFrame(video: HTMLVideoElement, at: Date): Promise<File> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('There is no canvas to take a picture with')
  context.drawImage(video, 0, 0)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new File([blob], frameName(at), { type: 'image/png' })
}

export function frameName(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `live-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}.png`
}
