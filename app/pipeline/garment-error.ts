import { StudioError } from '../domain/errors.ts'

/** Runs work for one of several garments; an error of it says which one, counted from 1. */
export async function naming<T>(garments: number, index: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (garments === 1 || !(thrown instanceof StudioError)) throw thrown
    const { code, message, details, cause, stage, ref } = thrown
    throw new StudioError(code, message, { details: { ...details, garment: index + 1 }, cause, stage, ref })
  }
}
