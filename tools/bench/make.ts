import sharp from 'sharp'

/** `node tools/bench/make.ts <photo> <seed> <file>`: the photo as a JPEG with other bytes and other pixels for every seed. */
const [photo, seedText, file] = process.argv.slice(2)
if (photo === undefined || file === undefined) throw new Error('Usage: make.ts <photo> <seed> <file>')
const seed = Number(seedText)
const source = sharp(photo).rotate()
const { width, height } = await source.metadata()
const cut = 1 + (seed % 7)
await source
  .extract({ left: cut, top: cut, width: width - 2 * cut, height: height - 2 * cut })
  .modulate({ brightness: 1 + (seed % 13) * 0.001 })
  .jpeg({ quality: 95 - (seed % 5) })
  .toFile(file)
