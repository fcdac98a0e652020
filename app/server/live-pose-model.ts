import type { Client } from '../contract/define.ts'
import { serveBytes } from '../media/serve.ts'
import type { CoreContract } from '../studio/host-contract.ts'

/** Where the page finds the networks that see poses. */
export const LIVE_POSE_PATH = '/models/live-pose.task'

/** Answers for `LIVE_POSE_PATH`: the bundle is made for each request that does not have it yet, with ETag and Range. */
export async function serveLivePoseModel(
  request: Request,
  core: Pick<Client<CoreContract>, 'models.live-pose' | 'models.live-pose-mark'>,
): Promise<Response> {
  const type = 'application/octet-stream'
  if (request.headers.has('if-none-match')) {
    const { mark } = await core['models.live-pose-mark']({})
    const known = serveBytes(request, { bytes: new Uint8Array(0), type, etag: mark })
    if (known.status === 304) return known
  }
  const { bytes, mark } = await core['models.live-pose']({})
  return serveBytes(request, { bytes, type, etag: mark })
}
