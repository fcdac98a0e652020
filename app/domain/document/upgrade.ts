import { z } from 'zod'
import { StudioError } from '../errors.ts'
import { type Command, command } from './command.ts'
import { DOCUMENT_VERSION, type Document, document } from './document.ts'

/** Turns what one version wrote into what the next would have written; undefined where nothing changed. */
export interface UpgradeStep {
  readonly document?: (older: unknown) => unknown
  readonly command?: (older: unknown) => unknown
}

/** How to come from each older version to the next one. Never edited once released. */
const UPGRADES: Readonly<Record<number, UpgradeStep>> = {}

/** The program's own versions; tests bring theirs. */
export interface UpgradeChain {
  readonly version: number
  readonly upgrades: Readonly<Record<number, UpgradeStep>>
}

const CHAIN: UpgradeChain = { version: DOCUMENT_VERSION, upgrades: UPGRADES }

const versioned = z.looseObject({ version: z.int().min(1) })

/**
 * A document as it was stored, by this version or an older one.
 *
 * @throws StudioError `document.too-new` for a version of a later program; `document.damaged` for what is no document.
 */
export function readDocument(stored: unknown): Document {
  const { version } = checked(versioned, stored)
  return checked(document, upgraded(stored, version, 'document'))
}

/** Commands as a program of `version` wrote them. @throws as `readDocument` does */
export function readCommands(stored: unknown, version: number): Command[] {
  const commands = checked(z.array(z.unknown()), stored).map((one) => upgraded(one, version, 'command'))
  return checked(z.array(command), commands)
}

/**
 * Brings a stored value up to the chain's version, a step at a time.
 *
 * @throws StudioError `document.too-new`; `document.damaged` where a step is missing.
 */
export function upgraded(stored: unknown, from: number, what: keyof UpgradeStep, chain = CHAIN): unknown {
  if (from > chain.version) {
    throw new StudioError('document.too-new', `The document has version ${from}, this program knows ${chain.version}`, {
      details: { found: from, known: chain.version },
    })
  }
  let value = stored
  for (let version = from; version < chain.version; version++) {
    const step = chain.upgrades[version]
    if (step === undefined) throw new StudioError('document.damaged', `Nothing leads on from version ${version}`, { details: { version } })
    value = step[what]?.(value) ?? value
  }
  return value
}

function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new StudioError('document.damaged', `The stored document makes no sense: ${issue?.message ?? ''}`, {
    details: { at: issue?.path.join('.') ?? '' },
    cause: parsed.error,
  })
}
