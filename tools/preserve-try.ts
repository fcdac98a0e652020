import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { openDressingRoom } from '../tests/support/dressing-room.ts'
import { plane, rgb8 } from '../app/domain/raster.ts'
import { dilate } from '../app/raster/morphology.ts'
import { preserveOriginal } from '../app/raster/preserve/preserve-original.ts'
import { readRgb, readMask } from '../app/pipeline/read-raster.ts'
import { labOfSrgb, ciede2000 } from '../app/raster/colour.ts'
const room = await openDressingRoom()
const persons = process.argv.slice(2)
for (const p of persons) {
  const dressed = await room.dress({ person: `photos/persons/${p}`, garments: ['photos/garments/' + (process.env.G ?? 'luma-g1.jpg')] }).catch((e) => { console.log(p, String(e).slice(0,80)); return null }); if (dressed === null) continue; const { draft } = dressed
  const before = await readRgb(room.artifacts, draft.before), made = await readRgb(room.artifacts, draft.draft), edit = await readMask(room.artifacts, draft.editMask)
  const { width, height } = before
  // imperfect model
  let m = sharp(Buffer.from(made.data), { raw: { width, height, channels: 3 } })
  const buf = await m.linear([1.06, 0.97, 0.92], [4, -3, 6]).modulate({ saturation: 1.1 }).affine([[1.01, 0.003], [-0.003, 1.01]], { background: '#888', interpolator: 'bicubic' }).toBuffer({ resolveWithObject: true })
  const ext = await sharp(buf.data, { raw: { width: buf.info.width, height: buf.info.height, channels: buf.info.channels } }).extend({ left: 6, top: 3, right: 20, bottom: 20, background: '#777' }).png().toBuffer()
  const shifted = await sharp(ext).extract({ left: 0, top: 0, width, height }).removeAlpha().jpeg({ quality: 88 }).toBuffer()
  const fin = await sharp(shifted).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const final = { channels: 3 as const, width, height, data: new Uint8ClampedArray(fin.data) }
  const body = dilate(edit, 8)
  const protect = plane(width, height)
  for (let i = 0; i < protect.data.length; i++) protect.data[i] = body.data[i] > 0.02 ? 0 : 1
  const t = performance.now()
  const out = preserveOriginal(before, final as never, protect)
  const ms = performance.now() - t
  if (out === null) { console.log(p, 'not aligned'); continue }
  // psnr protected, seam excess
  let se = 0, n = 0
  for (let i = 0; i < protect.data.length; i++) if (protect.data[i] === 1) { n++; for (let c = 0; c < 3; c++) se += (out.picture.data[3*i+c]! - before.data[3*i+c]!) ** 2 }
  const lab = (d: any, i: number) => labOfSrgb(d[3*i], d[3*i+1], d[3*i+2])
  const ex: number[] = [], paste: number[] = []
  for (let y = 2; y < height - 2; y++) for (let x = 2; x < width - 2; x++) { const i = y*width+x; if (protect.data[i] !== 1) continue
    for (const o of [1,-1,width,-width]) { const j = i + o; if (protect.data[j] === 1) continue
      const s = (d: any, k: number, l: number) => ciede2000(lab(d,k), lab(d,l))
      const natural = Math.max(s(before.data,i,j), s(made.data,i,j))
      ex.push(Math.max(0, s(out.picture.data,i,j) - natural))
      paste.push(Math.max(0, ciede2000(lab(before.data,i), lab(final.data,j)) - natural)) } }
  const stat = (a: number[]) => { a.sort((x,y)=>x-y); return `mean ${(a.reduce((s,v)=>s+v,0)/a.length).toFixed(2)} p95 ${a[Math.floor(a.length*.95)]!.toFixed(2)}` }
  const mp = out.alignment.map
  console.log(p, `${width}x${height}`, Math.round(ms), 'ms agreement', out.alignment.agreement.toFixed(3), 'map', [mp.a,mp.b,mp.tx,mp.c,mp.d,mp.ty].map(v=>v.toFixed(4)).join(' '), 'psnr', n===0?'-': se===0?'inf':(10*Math.log10(255*255/(se/n/3))).toFixed(1), 'seam', stat(ex), '| plain paste', stat(paste))
  const png = async (r: any) => sharp(Buffer.from(r.data), { raw: { width, height, channels: 3 } }).png().toBuffer()
  const parts = [await png(before), await png(made), await png(final), await png(out.picture)]
  await sharp({ create: { width: width*4, height, channels: 3, background: '#000' } }).composite(parts.map((input, k) => ({ input, left: k*width, top: 0 }))).jpeg({ quality: 90 }).toFile(`/tmp/w5/preserve-${p}.jpg`)
}
await room.close()
