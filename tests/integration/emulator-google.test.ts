import { GoogleGenAI } from '@google/genai'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'

let emulator: Emulator
let photo: Buffer

beforeAll(async () => {
  emulator = await startEmulator()
  emulator.control.maxSide(256)
  photo = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#1a2350' } })
    .png()
    .toBuffer()
})
beforeEach(() => emulator.control.reset())
afterAll(() => emulator.close())

const client = (apiKey = emulator.keys.google) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: emulator.bases.GOOGLE } })
const picturePart = () => ({ inlineData: { mimeType: 'image/png', data: photo.toString('base64') } })

describe("Google's own client", () => {
  it('gets JSON of its schema with the colours of the picture', async () => {
    const schema = {
      type: 'OBJECT',
      properties: {
        colour: { type: 'STRING' },
        hex: { type: 'STRING' },
        kind: { type: 'STRING', enum: ['dress', 'shirt'] },
        confidence: { type: 'NUMBER', minimum: 0, maximum: 1 },
      },
    }
    const { text } = await client().models.generateContent({
      model: 'gemini-3.8-flash',
      contents: [{ role: 'user', parts: [{ text: 'What is it?' }, picturePart()] }],
      config: { responseMimeType: 'application/json', responseSchema: schema as never },
    })
    const said = JSON.parse(text ?? '')
    expect(said.colour).toBe('navy')
    expect(said.hex).toMatch(/^#1\w2\w[45]\w$/)
    expect(['dress', 'shirt']).toContain(said.kind)
  })

  it('gets a picture of the ratio that was asked for', async () => {
    const { candidates } = await client().models.generateContent({
      model: 'gemini-3-pro-image',
      contents: [{ role: 'user', parts: [{ text: 'Make it red' }, picturePart()] }],
      config: { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '1:1', imageSize: '2K' } },
    })
    const data = candidates?.[0]?.content?.parts?.[0]?.inlineData?.data ?? ''
    const { width, height } = await sharp(Buffer.from(data, 'base64')).metadata()
    expect([width, height]).toEqual([256, 256])
    expect(emulator.control.ledger()).toMatchObject([
      { provider: 'google', costMicros: 134_000, chargedMicros: 134_000, isDelivered: true },
    ])
  })
})
