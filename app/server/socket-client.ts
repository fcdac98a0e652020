import { request } from 'node:http'
import type { StudioContract } from '../contract/contract.ts'
import type { Client } from '../contract/define.ts'
import { StudioError } from '../domain/errors.ts'
import { createClient, type Send } from '../rpc/client.ts'
import type { Reply } from '../rpc/reply.ts'
import type { CoreContract } from '../studio/host-contract.ts'
import { PRIVATE_HOST } from './host.ts'
import type { HostFile } from './host-file.ts'

/** What a command may ask of a host over its private socket. */
export type SocketContract = StudioContract & Pick<CoreContract, 'media.locate'>

/** A client over the private socket of the host that has the library open. */
export function createSocketClient(file: HostFile): Client<SocketContract> {
  return createClient<SocketContract>(sendOver(file))
}

const sendOver =
  (file: HostFile): Send =>
  (name, input, signal) =>
    new Promise<Reply>((resolve, reject) => {
      const call = request(
        {
          socketPath: file.socket,
          path: `/rpc/${name}`,
          method: 'POST',
          headers: { host: PRIVATE_HOST, authorization: `Bearer ${file.token}`, 'content-type': 'application/json' },
          ...(signal === undefined ? {} : { signal: signal as globalThis.AbortSignal }),
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (part: string) => {
            text += part
          })
          response.on('end', () => resolve(JSON.parse(text) as Reply))
          response.on('error', reject)
        },
      )
      call.on('error', (cause) =>
        reject(new StudioError('library.in-use', 'The host that has this library open does not answer', { cause })),
      )
      call.end(JSON.stringify(input))
    })
