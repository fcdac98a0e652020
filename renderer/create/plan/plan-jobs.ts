import type { CloudModel } from '../../../app/domain/cloud/model.ts'
import { type Parameter, problemOf } from '../../../app/domain/cloud/parameter.ts'
import { nameOf } from '../../../app/domain/cloud/price.ts'
import type { JsonValue } from '../../../app/domain/json.ts'

type Values = Readonly<Record<string, JsonValue>>

/**
 * The parameters of each job that it takes to get as many pictures: a model that makes several at once is asked for as many as it can, the
 * others once for each. A seed that was chosen goes up by one from picture to picture, or all of them would be the same.
 */
export function planJobs(model: CloudModel, chosen: Values, pictures: number): readonly Values[] {
  const valid = validOf(model, chosen)
  const count = nameOf(model, 'count')
  const seed = nameOf(model, 'seed')
  const most = count === undefined ? 1 : mostOf(model.parameters[count])
  const jobs: Values[] = []
  for (let made = 0; made < pictures; made += most) {
    const here = Math.min(most, pictures - made)
    const first = seed === undefined ? undefined : valid[seed]
    jobs.push({
      ...valid,
      ...(count === undefined ? {} : { [count]: here }),
      ...(seed === undefined || typeof first !== 'number' ? {} : { [seed]: shifted(first, made, model.parameters[seed]) }),
    })
  }
  return jobs
}

/** How many pictures a job of these parameters makes. */
export function picturesIn(model: CloudModel | undefined, parameters: Values): number {
  const name = model === undefined ? undefined : nameOf(model, 'count')
  const count = name === undefined ? undefined : parameters[name]
  return typeof count === 'number' ? count : 1
}

/** What was chosen, without what the model no longer takes. */
function validOf({ parameters }: CloudModel, chosen: Values): Values {
  return Object.fromEntries(
    Object.entries(chosen).filter(([name, value]) => {
      const rule = parameters[name]
      return rule !== undefined && problemOf(value, rule) === null
    }),
  )
}

function mostOf(rule: Parameter | undefined): number {
  if (rule?.type !== 'integer' && rule?.type !== 'number') return 1
  return Math.max(1, Math.floor(rule.maximum ?? Math.max(1, ...(rule.enum ?? []))))
}

function shifted(seed: number, by: number, rule: Parameter | undefined): number {
  const most = rule?.type === 'integer' || rule?.type === 'number' ? (rule.maximum ?? Number.MAX_SAFE_INTEGER) : Number.MAX_SAFE_INTEGER
  return seed + by > most ? seed - by : seed + by
}
