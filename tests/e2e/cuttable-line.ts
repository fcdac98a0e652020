import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy between a browser and the studio, that can be cut: a line that breaks while both of its ends are well. */
export class CuttableLine {
  readonly #server: Server
  /** Paths that were asked for, in order, since the line was made or mended. */
  readonly asked: string[] = []
  #port = 0

  constructor() {
    this.#server = createServer((asked, answer) => {
      this.asked.push(asked.url?.replace(/^http:\/\/[^/]+/, '') ?? '')
      const onward = request(asked.url ?? '', { method: asked.method, headers: asked.headers }, (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(answer)
      })
      onward.on('error', () => answer.destroy())
      answer.on('close', () => onward.destroy())
      asked.pipe(onward)
    })
  }

  /** Lets through what comes. @returns the proxy as a browser context takes it */
  async mend(): Promise<{ readonly server: string; readonly bypass: string }> {
    this.asked.length = 0
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
    // Without this a browser goes past a proxy to its own machine.
    return { server: `http://127.0.0.1:${this.#port}`, bypass: '<-loopback>' }
  }

  /** Ends every connection under way, and takes no more. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }
}
