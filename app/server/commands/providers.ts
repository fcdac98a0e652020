import { createInterface } from 'node:readline'
import type { ProviderStatus } from '../../contract/cloud.ts'
import type { ProviderId } from '../../domain/cloud/tasks.ts'
import { StudioError } from '../../domain/errors.ts'
import { EXIT } from '../output.ts'
import { type CommandContext, withSession } from './command.ts'

type Service = Exclude<ProviderId, 'local'>

const line = ({ id, label, isOn, hasKey, pause }: ProviderStatus): string => {
  const state = pause === null ? '' : `  held back: ${pause.message} [${pause.code}]`
  return `${id.padEnd(10)} ${(isOn ? 'on' : 'off').padEnd(4)} ${(hasKey ? 'has a key' : 'no key').padEnd(10)} ${label}${state}`
}

/** `drape providers [--on|--off|--resume SERVICE]` */
export async function runProviders(
  context: CommandContext,
  { on, off, resume }: { readonly on?: Service; readonly off?: Service; readonly resume?: Service },
): Promise<number> {
  return await withSession(context, 'observe', async ({ client }) => {
    if (on !== undefined) await client['providers.switch']({ provider: on, to: 'on' })
    if (off !== undefined) await client['providers.switch']({ provider: off, to: 'off' })
    if (resume !== undefined) await client['providers.resume']({ provider: resume })
    const { providers, secrets } = await client['providers.list']({})
    const kept = secrets.isLocked ? `${secrets.store}, locked` : secrets.store
    context.output.answer({ ok: true, providers, secrets }, [...providers.map(line), `Keys are kept in: ${kept}`])
    return EXIT.ok
  })
}

/** `drape key set SERVICE`: the key comes on stdin or from a prompt that does not show it; also switches the service on. */
export async function setKey(context: CommandContext, provider: Service): Promise<number> {
  const key = await readKey(provider)
  return await withSession(context, 'observe', async ({ client }) => {
    await client['providers.set-key']({ provider, key })
    const status = await client['providers.switch']({ provider, to: 'on' })
    const { store, lasts, unavailable } = await client['secrets.status']({})
    const warning = lasts
      ? []
      : [
          'This machine has no keyring that can be used: the key is forgotten with this session. Set DRAPE_VAULT_PASSPHRASE to keep it in a sealed file.',
          ...unavailable.map(({ kind, reason }) => `  ${kind}: ${reason}`),
        ]
    context.output.answer({ ok: true, provider: status, store, lasts, unavailable }, [
      `The key of ${provider} is kept in: ${store}`,
      ...warning,
    ])
    return EXIT.ok
  })
}

/** `drape key test SERVICE` */
export async function testKey(context: CommandContext, provider: Service): Promise<number> {
  return await withSession(context, 'observe', async ({ client }) => {
    const found = await client['providers.test-key']({ provider })
    const who = [found.account, found.balance].filter((text) => text !== null)
    const certainty = found.isCertain ? 'takes the key' : 'does not refuse the key (it has no call that would say more)'
    context.output.answer({ ok: true, ...found }, [`${provider} ${certainty}${who.length > 0 ? `: ${who.join(', ')}` : ''}`])
    return EXIT.ok
  })
}

/** `drape key remove SERVICE` */
export async function removeKey(context: CommandContext, provider: Service): Promise<number> {
  return await withSession(context, 'observe', async ({ client }) => {
    const status = await client['providers.remove-key']({ provider })
    context.output.answer({ ok: true, provider: status }, [`The key of ${provider} is gone`])
    return EXIT.ok
  })
}

/** Never from the command line: that is read by every process of the machine, and kept by the shell. */
async function readKey(provider: Service): Promise<string> {
  const { stdin, stderr } = process
  if (stdin.isTTY) stderr.write(`Key of ${provider} (it is not shown): `)
  if (stdin.isTTY) stdin.setRawMode(true)
  try {
    const key = stdin.isTTY ? await typed() : await firstLine()
    if (key === '') throw new StudioError('request.invalid', 'No key came on stdin')
    return key
  } finally {
    if (stdin.isTTY) stdin.setRawMode(false)
    if (stdin.isTTY) stderr.write('\n')
  }
}

async function firstLine(): Promise<string> {
  for await (const text of createInterface(process.stdin)) return text.trim()
  return ''
}

/** Reads up to Enter without an echo; Ctrl+C gives up. */
function typed(): Promise<string> {
  return new Promise((resolve, reject) => {
    let key = ''
    const hear = (part: Buffer): void => {
      for (const char of part.toString('utf8')) {
        if (char === '\r' || char === '\n' || char === '\u0003') {
          process.stdin.off('data', hear)
          process.stdin.pause()
          if (char === '\u0003') reject(new StudioError('job.canceled', 'Cancelled'))
          else resolve(key.trim())
          return
        }
        key = char === '\u007f' ? key.slice(0, -1) : key + char
      }
    }
    process.stdin.on('data', hear)
  })
}
