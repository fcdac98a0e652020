import { chargeFor } from '../charges.ts'
import { describePicture } from '../compose/describe-picture.ts'
import { SIDES } from '../compose/sizes.ts'
import { loadPicture } from '../core/load-input.ts'
import { makePicture } from '../core/make-picture.ts'
import { type Answer, type Exchange, isRecord, jsonAnswer, jsonBody } from '../core/wire.ts'
import { acceptNow, seedFor, WorkError, type World } from '../core/world.ts'
import { refusalOfModel } from './models.ts'
import { refuse } from './refuse.ts'

type Json = Readonly<Record<string, unknown>>

interface Asked {
  readonly prompt: string
  /** Data URIs or addresses of pictures, in the order they came. */
  readonly pictures: readonly string[]
  readonly config: Json
}

/** `models.generateContent`: pictures for models of pictures, JSON or words for the others. */
export async function generateContent(
  world: World,
  { exchange, model, key }: { readonly exchange: Exchange; readonly model: string; readonly key: string },
): Promise<Answer> {
  const gone = refusalOfModel(model)
  if (gone !== undefined) return gone
  const body = jsonBody(exchange)
  const asked = body === undefined ? undefined : readAsked(body)
  if (asked === undefined) return refuse('bad-request', 'contents is not specified')
  const makesPictures = /image|banana/.test(model)
  const complaint = complaintAbout(model, asked)
  if (complaint !== undefined) return refuse('bad-request', complaint)
  const { imageConfig } = asked.config
  const input = isRecord(imageConfig) ? imageConfig : {}
  const ledgerId = acceptNow(world, { provider: 'google', model, key, exchange, input })
  const cost = world.prices.costOf('google', model, input)
  const { job: faults } = exchange.faults
  const finish = (kind: 'succeeded' | 'failed' | 'moderated'): void =>
    world.ledger.finish(ledgerId, kind, chargeFor('google', { kind }, cost))
  if (faults.has('moderated')) {
    finish('moderated')
    return jsonAnswer(200, { ...blocked(world.seed, makesPictures), modelVersion: model, responseId: world.nextId('google') })
  }
  try {
    const parts =
      makesPictures && !faults.has('no-media')
        ? [{ inlineData: await pictureOf(world, asked, exchange) }]
        : [{ text: await words(world, asked) }]
    finish('succeeded')
    const finishReason = faults.has('no-media') && world.seed % 2 === 0 ? 'NO_IMAGE' : 'STOP'
    const usageMetadata = {
      promptTokenCount: 258 * asked.pictures.length + 20,
      candidatesTokenCount: makesPictures ? 1290 : 120,
      totalTokenCount: 258 * asked.pictures.length + (makesPictures ? 1310 : 140),
    }
    const candidates = [{ content: { role: 'model', parts }, finishReason, index: 0 }]
    return {
      ...jsonAnswer(200, { candidates, usageMetadata, modelVersion: model, responseId: world.nextId('google') }),
      delivers: ledgerId,
    }
  } catch (thrown) {
    if (!(thrown instanceof WorkError)) throw thrown
    finish('failed')
    return refuse('bad-request', 'Unable to process input image. Please retry or report.')
  }
}

/** Both shapes in which a safety block comes with HTTP 200. */
function blocked(seed: number, makesPictures: boolean): Json {
  const usageMetadata = { promptTokenCount: 278, totalTokenCount: 278 }
  if (!makesPictures || seed % 2 === 0) return { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata }
  return {
    candidates: [
      {
        content: { role: 'model' },
        finishReason: 'IMAGE_SAFETY',
        finishMessage: 'Unable to show the generated image. The image was filtered out because it violated a policy.',
        index: 0,
      },
    ],
    usageMetadata,
  }
}

function readAsked(body: Json): Asked | undefined {
  const { contents } = body
  if (!Array.isArray(contents) || contents.length === 0) return undefined
  const parts = contents
    .flatMap((content) => (isRecord(content) && Array.isArray(content['parts']) ? content['parts'] : []))
    .filter(isRecord)
  const pictures = parts.flatMap(({ inlineData, inline_data, fileData, file_data }) => {
    const inline = inlineData ?? inline_data
    const file = fileData ?? file_data
    if (isRecord(inline)) return [`data:${String(inline['mimeType'] ?? inline['mime_type'])};base64,${String(inline['data'])}`]
    return isRecord(file) ? [String(file['fileUri'] ?? file['file_uri'])] : []
  })
  const prompt = parts.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])).join('\n')
  return { prompt, pictures, config: isRecord(body['generationConfig']) ? body['generationConfig'] : {} }
}

const RATIOS = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9', '1:4', '4:1', '1:8', '8:1']

function complaintAbout(model: string, { config }: Asked): string | undefined {
  const image = isRecord(config['imageConfig']) ? config['imageConfig'] : {}
  const { aspectRatio, imageSize } = image
  if (aspectRatio !== undefined && !RATIOS.includes(String(aspectRatio)))
    return `Invalid value at 'generation_config.image_config.aspect_ratio': "${aspectRatio}"`
  if (imageSize !== undefined && !(String(imageSize) in SIDES))
    return `Invalid value at 'generation_config.image_config.image_size': "${imageSize}"`
  if (model === 'gemini-nano-banana-2.1' && imageSize === '512') return 'imageSize 512 is not supported by this model'
  if (/image|banana/.test(model) && config['responseMimeType'] === 'application/json') return 'JSON mode is not enabled for this model'
  return undefined
}

async function pictureOf(world: World, { prompt, pictures, config }: Asked, exchange: Exchange): Promise<Json> {
  const image = isRecord(config['imageConfig']) ? config['imageConfig'] : {}
  const bytes = await makePicture(world, {
    prompt,
    references: pictures,
    ratio: image['aspectRatio'],
    side: SIDES[String(image['imageSize'] ?? '1K')] ?? 1024,
    seed: seedFor(world, exchange, config['seed']),
    format: 'png',
  })
  return { mimeType: 'image/png', data: bytes.toString('base64') }
}

/** JSON by the schema of the request, or a sentence. */
async function words(world: World, { prompt, pictures, config }: Asked): Promise<string> {
  const [picture] = await Promise.all(pictures.map((one) => loadPicture(world, one)))
  const schema = config['responseJsonSchema'] ?? config['responseSchema']
  const said = await describePicture({ picture, prompt, schema: isRecord(schema) ? schema : undefined })
  return typeof said === 'string' ? said : JSON.stringify(said)
}
