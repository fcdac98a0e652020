import type { Protocol } from 'electron'
import type { Client } from '../app/contract/define.ts'
import { ERROR_CODES, StudioError } from '../app/domain/errors.ts'
import { serveFile } from '../app/media/serve.ts'
import { LIVE_POSE_PATH, serveLivePoseModel } from '../app/server/live-pose-model.ts'
import type { StaticPages } from '../app/server/static-pages.ts'
import { receiveUpload } from '../app/server/uploads.ts'
import type { CoreContract } from '../app/studio/host-contract.ts'
import { isPageOrigin, PAGE_ORIGIN, SCHEME } from './address.ts'

/** Makes the scheme behave as https does: an origin of its own, fetch, streams. Must run before the app is ready. */
export function registerScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ])
}

export interface PageSources {
  readonly pages: StaticPages
  readonly core: Pick<Client<CoreContract>, 'media.locate' | 'uploads.open' | 'models.live-pose' | 'models.live-pose-mark'>
}

/** Answers requests of the page: the built page, `GET /media/:hash/:variant` with Range and ETag, `PUT /uploads`. */
export function createPageHandler(sources: PageSources): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await answer(request, sources)
    } catch (thrown) {
      return failed(
        thrown instanceof URIError ? new StudioError('request.invalid', 'The address is not encoded') : StudioError.from(thrown),
      )
    }
  }
}

async function answer(request: Request, { pages, core }: PageSources): Promise<Response> {
  const url = URL.parse(request.url)
  if (url === null || !isPageOrigin(url)) return failed(new StudioError('request.forbidden', 'The address is not of this app'))
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (url.pathname === '/uploads' && request.method === 'PUT') return await receive(request, core)
  if (!isRead) return failed(new StudioError('request.invalid', 'There is nothing to change at this address'))
  if (url.pathname === LIVE_POSE_PATH) return await serveLivePoseModel(request, core)
  const media = /^\/media\/([^/]+)(?:\/([^/]+))?$/.exec(url.pathname)
  if (media === null) return await pages.serve(url.pathname)
  const [, hash = '', variant = 'original'] = media
  // The core parses both: anything but a hash and a known variant is refused there.
  const file = await core['media.locate']({ hash, variant: variant as 'original' })
  return serveFile(request, { ...file, etag: `${hash}-${variant}` })
}

async function receive(request: Request, core: PageSources['core']): Promise<Response> {
  // A request of the page names its origin; one that is led here by another page does not come from ours.
  const origin = request.headers.get('origin')
  if (origin !== null && origin !== PAGE_ORIGIN) return failed(new StudioError('request.forbidden', 'The Origin is not allowed'))
  const upload = await core['uploads.open']({})
  await receiveUpload(request, upload)
  return Response.json({ id: upload.id })
}

function failed(error: StudioError): Response {
  return Response.json({ ok: false, error: error.toShape() }, { status: ERROR_CODES[error.code].status })
}
