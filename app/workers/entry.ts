import { parentPort, workerData } from 'node:worker_threads'
import { StudioError } from '../domain/errors.ts'
import type { Eyes } from '../inference/eyes.ts'
import { openEyes } from '../inference/open-eyes.ts'
import { prepareImport, prepareOwnFile } from '../library/prepare-import.ts'
import { createClipReader } from '../pipeline/clip-reader.ts'
import { openVideoTools } from '../pipeline/open-video-tools.ts'
import type { Services } from '../pipeline/services.ts'
import { findStage } from '../pipeline/stages/registry.ts'
import { openArtifacts } from '../platform/artifacts.ts'
import { imageLimits, videoLimits } from '../platform/config.ts'
import { createDispatch, type Dispatch } from '../rpc/dispatch.ts'
import { servePort } from '../rpc/port.ts'
import { workerContract } from './contract.ts'
import { workerSettings } from './settings.ts'
import { workerPort } from './thread-port.ts'

/** A worker thread: runs stages and prepares imports. It touches no database; what it knows comes with the call. */
const settings = workerSettings.parse(workerData)
const limits = imageLimits.parse(settings.imageLimits)
const video = openVideoTools(process.env)
const clips = createClipReader(video, videoLimits.parse(settings.videoLimits))
const services: Services = {
  artifacts: openArtifacts(settings.libraryFolder, { cacheBytes: settings.artifactCacheBytes }),
  eyes: lazyEyes(settings.modelFolder),
  video,
}

if (parentPort === null) throw new Error('This module runs in a worker thread')
servePort(workerPort(parentPort), { createAborter: () => new AbortController(), dispatchFor })

function dispatchFor(progress: (fraction: number) => void): Dispatch {
  return createDispatch(workerContract, {
    'stage.run': async ({ stageId, input }, { signal }) => {
      const stage = findStage(stageId)
      if (stage === undefined) throw new StudioError('internal', `There is no stage ${stageId}`)
      return await stage.run(stage.input.parse(input), { services, signal, progress })
    },
    'import.prepare': ({ path, name, take }, { signal }) => {
      const options = { name, libraryFolder: settings.libraryFolder, limits, clips, signal }
      return take === 'move' ? prepareOwnFile({ path, ...options }) : prepareImport({ sourcePath: path, ...options })
    },
  })
}

/** Models are opened by the first stage that looks; a thread that only moves pixels never pays for them. */
function lazyEyes(modelFolder: string | null): Eyes {
  let opened: Promise<Eyes> | undefined
  const eyes = (): Promise<Eyes> => {
    opened ??= openEyes({ modelFolder })
    return opened
  }
  return {
    findPeople: async (image, options) => (await eyes()).findPeople(image, options),
    personProbability: async (image, box) => (await eyes()).personProbability(image, box),
  }
}
