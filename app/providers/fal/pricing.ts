import { z } from 'zod'
import type { CloudModel, PriceRule } from '../../domain/cloud/model.ts'
import { microsOf } from '../../domain/money/money.ts'
import type { ProviderCall } from '../adapter.ts'
import { isOk, readAnswer } from '../answer.ts'
import { falRefusal } from './errors.ts'

/** https://docs.fal.ai/platform-apis/v1/models/pricing */
const pricesAnswer = z.object({
  prices: z.array(z.object({ endpoint_id: z.string(), unit_price: z.number().nonnegative(), unit: z.string(), currency: z.string() })),
})

/** Words of fal for units that the registry can count in. Seconds of a machine and credits are none of them. */
const UNITS: Readonly<Record<string, PriceRule['unit']>> = {
  image: 'image',
  images: 'image',
  second: 'second',
  seconds: 'second',
  megapixel: 'megapixel',
  megapixels: 'megapixel',
  request: 'request',
  requests: 'request',
  run: 'request',
}

/** How many models are asked for at once; addresses have an end. */
const AT_ONCE = 20

/**
 * Models with fal's own prices of today. What fal has no price for, or in a unit that nobody here can count in, stays as it is; so do prices that depend
 * on a parameter, as fal tells one number only.
 *
 * @throws StudioError as a poll. Costs nothing.
 * @public for the registry's update
 */
export async function withFalPrices(
  models: readonly CloudModel[],
  { api, today, call }: { readonly api: string; readonly today: string; readonly call: ProviderCall },
): Promise<CloudModel[]> {
  const asked = models.filter(({ provider, price }) => provider === 'fal' && price?.by === undefined)
  const told = new Map<string, PriceRule>()
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const ids = asked.slice(at, at + AT_ONCE).map(({ model }) => model)
    for (const [id, rule] of await pricesOf(ids, { api, today, call })) told.set(id, rule)
  }
  return models.map((model) => {
    const price = model.provider === 'fal' ? told.get(model.model) : undefined
    return price === undefined || model.price?.by !== undefined ? model : { ...model, price, asOf: today }
  })
}

async function pricesOf(
  ids: readonly string[],
  { api, today, call }: { readonly api: string; readonly today: string; readonly call: ProviderCall },
): Promise<[string, PriceRule][]> {
  const about = { provider: 'fal', purpose: 'other', secret: call.secret } as const
  const url = `${api}/v1/models/pricing?endpoint_id=${ids.map(encodeURIComponent).join(',')}`
  const answer = await call.http.send({ url, method: 'GET', trust: 'configured', headers: { authorization: `Key ${call.secret}` } })
  if (!isOk(answer)) throw falRefusal(answer, about)
  return readAnswer(answer, pricesAnswer, about).prices.flatMap(
    ({ endpoint_id: id, unit_price: usd, unit, currency }): [string, PriceRule][] => {
      const known = UNITS[unit.toLowerCase()]
      if (known === undefined || currency.toUpperCase() !== 'USD') return []
      return [
        [id, { unit: known, micros: microsOf(usd), asOf: today, source: 'https://api.fal.ai/v1/models/pricing', certainty: 'documented' }],
      ]
    },
  )
}
