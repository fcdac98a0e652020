import sharp from 'sharp'
import { shareOf } from '../core/fault-switch.ts'
import { isRecord } from '../core/wire.ts'

type Schema = Readonly<Record<string, unknown>>

/** What a look at a picture found. */
interface Seen {
  readonly hex: string
  readonly name: string
  /** Hash of the pixels, for choices that colours do not settle. */
  readonly identity: string
}

const NAMES: readonly (readonly [string, number, number, number])[] = [
  ['black', 20, 20, 20],
  ['white', 240, 240, 240],
  ['grey', 128, 128, 128],
  ['red', 190, 30, 35],
  ['orange', 230, 130, 40],
  ['yellow', 235, 210, 60],
  ['green', 50, 130, 60],
  ['olive', 110, 110, 50],
  ['teal', 30, 130, 130],
  ['blue', 50, 90, 190],
  ['navy', 25, 35, 80],
  ['purple', 110, 50, 140],
  ['pink', 235, 150, 180],
  ['brown', 110, 70, 45],
  ['beige', 215, 195, 165],
]

/** What a model that looks at pictures says of one: a value of the schema whose colours are those of the picture, or a sentence. */
export async function describePicture({
  picture,
  prompt,
  schema,
}: {
  readonly picture: Buffer | undefined
  readonly prompt: string
  readonly schema: Schema | undefined
}): Promise<unknown> {
  const seen = await look(picture, prompt)
  return schema === undefined ? `Mostly ${seen.name} (${seen.hex}).` : valueFor(schema, seen, { name: 'root', schema })
}

async function look(picture: Buffer | undefined, prompt: string): Promise<Seen> {
  if (picture === undefined) return { hex: '#808080', name: 'grey', identity: prompt }
  // The middle: garments are photographed there, on a ground that is not theirs.
  const { width, height } = await sharp(picture)
    .autoOrient()
    .toBuffer({ resolveWithObject: true })
    .then(({ info }) => info)
  const middle = {
    left: Math.floor(width / 4),
    top: Math.floor(height / 4),
    width: Math.max(1, width >> 1),
    height: Math.max(1, height >> 1),
  }
  const small = await sharp(
    await sharp(picture).autoOrient().flatten({ background: '#fff' }).toColourspace('srgb').extract(middle).png().toBuffer(),
  )
    .resize(24, 24, { fit: 'fill' })
    .raw()
    .toBuffer()
  const { dominant } = await sharp(small, { raw: { width: 24, height: 24, channels: 3 } }).stats()
  const [r, g, b] = [dominant.r, dominant.g, dominant.b]
  const distance = ([, x, y, z]: (typeof NAMES)[number]): number => (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2
  const [name] = NAMES.reduce((best, next) => (distance(next) < distance(best) ? next : best))
  const hex = `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`
  return { hex, name, identity: small.toString('base64') }
}

interface Place {
  /** Name of the property, which says what is meant. */
  readonly name: string
  readonly schema: Schema
}

/** A value that fits a schema: of OpenAPI (types in capitals) or JSON Schema. */
function valueFor(schema: Schema, seen: Seen, place: Place): unknown {
  const options = schema['enum']
  if (Array.isArray(options) && options.length > 0) return chooseFrom(options, seen, place.name)
  if (schema['const'] !== undefined) return schema['const']
  const either = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(either) && isRecord(either[0])) return valueFor(either[0], seen, place)
  const types = [schema['type']].flat().map((type) => String(type).toLowerCase())
  switch (types.find((type) => type !== 'null')) {
    case 'object':
      return objectFor(schema, seen)
    case 'array':
      return arrayFor(schema, seen, place)
    case 'boolean':
      return shareOf(`${place.name}:${seen.identity}`) < 0.5
    case 'integer':
      return Math.round(numberFor(schema, seen, place.name))
    case 'number':
      return numberFor(schema, seen, place.name)
    default:
      return textFor(schema, seen, place.name)
  }
}

function objectFor(schema: Schema, seen: Seen): unknown {
  const properties = isRecord(schema['properties']) ? schema['properties'] : {}
  return Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [
      name,
      valueFor(isRecord(inner) ? inner : {}, seen, { name, schema: isRecord(inner) ? inner : {} }),
    ]),
  )
}

function arrayFor(schema: Schema, seen: Seen, { name }: Place): unknown {
  const items = isRecord(schema['items']) ? schema['items'] : { type: 'string' }
  const least = Number(schema['minItems'] ?? 1)
  const most = Number(schema['maxItems'] ?? Math.max(least, 2))
  return Array.from({ length: Math.max(least, Math.min(most, 2)) }, (_, index) =>
    valueFor(items, { ...seen, identity: `${index}:${seen.identity}` }, { name, schema: items }),
  )
}

function chooseFrom(options: readonly unknown[], seen: Seen, name: string): unknown {
  return options.find((option) => option === seen.name) ?? options[Math.floor(options.length * shareOf(`${name}:${seen.identity}`))]
}

function numberFor(schema: Schema, seen: Seen, name: string): number {
  const low = Number(schema['minimum'] ?? 0)
  const high = Number(schema['maximum'] ?? low + 1)
  return Math.round((low + (high - low) * shareOf(`${name}:${seen.identity}`)) * 1000) / 1000
}

function textFor(schema: Schema, seen: Seen, name: string): string {
  const hint = `${name} ${String(schema['description'] ?? '')} ${String(schema['pattern'] ?? '')}`.toLowerCase()
  const text = /hex|#/.test(hint) ? seen.hex : /colou?r/.test(hint) ? seen.name : `${seen.name} ${name.replaceAll(/[_-]/g, ' ')}`
  const longest = Number(schema['maxLength'] ?? Number.POSITIVE_INFINITY)
  return text.slice(0, longest)
}
