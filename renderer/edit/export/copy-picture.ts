/** Puts a picture on the clipboard, as PNG: the only form that programs take from there. False where the browser does not let a page do so. */
export async function copyPicture(address: string): Promise<boolean> {
  try {
    // The promise goes in as it is: the browser counts the click only while it runs.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(address) })])
    return true
  } catch {
    return false
  }
}

async function pngOf(address: string): Promise<Blob> {
  const picture = await createImageBitmap(await (await fetch(address)).blob())
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  picture.close()
  return await canvas.convertToBlob({ type: 'image/png' })
}
