import type { Operation } from './wire.ts'

interface FaultKind {
  /**
   * `refusal`: instead of the service's work. `delivery`: the work is done (a create is taken and in the ledger), its answer spoiled.
   * `job`: drawn with a create, shows later in the life of its job.
   */
  readonly when: 'refusal' | 'delivery' | 'job'
  /** What it is aimed at where the order names no operations. */
  readonly on: readonly Operation[]
  readonly sentence: string
}

const CREATE: readonly Operation[] = ['create']
const DOWNLOAD: readonly Operation[] = ['download']

const refusal = (sentence: string): FaultKind => ({ when: 'refusal', on: CREATE, sentence })
const delivery = (sentence: string): FaultKind => ({ when: 'delivery', on: CREATE, sentence })
const download = (sentence: string): FaultKind => ({ when: 'delivery', on: DOWNLOAD, sentence })
const job = (sentence: string): FaultKind => ({ when: 'job', on: CREATE, sentence })

/** Every fault that can be switched on, by its name. Numbers in brackets are rows of the table of faults in LIMITS. */
const KINDS = {
  'reset-before-accept': refusal('The connection is reset before anything was taken.'),
  'hang-before-accept': refusal('The request is read, nothing is taken, and no answer ever comes. [15]'),
  'refuse-401': refusal('The key is said to be wrong, in the words of the service. [17]'),
  'refuse-402': refusal('The account is said to have no credit. [17]'),
  'refuse-403-locked': refusal('The account is said to be locked (fal: exhausted balance). [17]'),
  'refuse-404-retired': refusal('The model is said to be no longer there.'),
  'refuse-429': refusal('Too many requests, with Retry-After (`retryAfterS`, 1 without). [17]'),
  'refuse-429-bare': refusal('Too many requests, without a word about when to come back. [17]'),
  'refuse-500': refusal('An internal error before anything was taken. [17]'),
  'refuse-503': refusal('Overloaded; nothing was taken. [17]'),
  'refuse-html-502': refusal('The page of an nginx whose upstream is away; nothing was taken. [17]'),
  'redirect-metadata': refusal('A redirect to the metadata address of clouds, 169.254.169.254. [21]'),
  'redirect-loopback': refusal('A redirect to another port of this machine. [21]'),
  'redirect-file': refusal('A redirect to file:///etc/passwd. [21]'),
  'redirect-loop': refusal('A redirect to itself, for ever. [21]'),
  'accept-then-reset': delivery('Taken and billed, then the connection is reset before the first byte of the answer. [16]'),
  'accept-then-500': delivery('Taken and billed, then an internal error is answered.'),
  'accept-then-503': delivery('Taken and billed, then "overloaded" is answered.'),
  'accept-then-hang': delivery('Taken and billed; the answer never comes and the connection stays open. [15]'),
  'hang-after-headers': delivery('Headers come, the body never does. [15]'),
  'slow-headers': delivery('The answer is whole, but starts `delayMs` late (2000 without). [15]'),
  'slow-body': delivery('The body trickles: 32 pieces over `delayMs` (2000 without). [15]'),
  'empty-202': delivery('202 with an empty body instead of the answer.'),
  'empty-200': delivery('200 with an empty body instead of the answer. [18]'),
  'malformed-json': delivery('200 with text that is no JSON. [18]'),
  'truncated-json': delivery('The first half of the answer as if it were whole. [18]'),
  'wrong-type': delivery('JSON of another shape: every value an array of its text. [18]'),
  'html-200': delivery('A page of HTML with status 200. [18]'),
  'html-502': delivery('The page of an nginx that lost its upstream after it had taken the request. [17]'),
  'endless-body': delivery('A body without end (stops at 256 MB, or when the client hangs up). [18]'),
  'gzip-bomb': delivery('1 MB of gzip that unpacks to 1 GB of blanks. [18]'),
  'download-truncated': download('The connection is cut in the middle of the file. [19]'),
  'download-short': download('Half of the file, with a length that agrees with it: only a hash or a decoder can tell. [19]'),
  'download-corrupt': download('The right length, with bytes flipped in the middle. [19]'),
  'download-html': download('A page of HTML under the type of the file. [19]'),
  'download-empty': download('0 bytes. [19]'),
  'download-404': download('The file is not there any more. [19]'),
  'download-410': download('The file is gone. [19]'),
  'stuck-in-queue': job('The job stays in the queue for ever.'),
  'stuck-running': job('The job runs for ever.'),
  'unknown-status': job('From the second poll on the status is a word that no list has.'),
  'job-fails': job('The job ends as failed (fal: COMPLETED, with an error in the status and a 5xx from the result).'),
  moderated: job('The service finds the content unfit, in its own way (often inside of HTTP 200).'),
  'no-media': job('The job ends well and holds no picture (Gemini: only words).'),
  'result-expired': job('The job is done, but its result is gone when asked for (404, or Replicate: data_removed).'),
  'url-expires': job(
    'The address of the file answers 410 from the first download on; asking for the job again gives a fresh one where the service can.',
  ),
  'job-vanishes': job('From the second poll on the service knows of no such job.'),
  'cancel-ignored': job('A cancel is acknowledged, and the job is finished and billed all the same.'),
  'cancel-too-late': job('The job finishes in the moment a cancel arrives.'),
  'webhook-twice': job('The webhook arrives twice. [20]'),
  'webhook-early': job('A webhook arrives while the job is still running, and the right one after it. [20]'),
  'webhook-forged': job('The webhook is signed with a key that is not in the list. [20]'),
  'webhook-stale': job('The webhook has a right signature over a time an hour ago. [20]'),
  'webhook-unknown': job('A webhook for a job that never was arrives first, rightly signed. [20]'),
} as const satisfies Record<string, FaultKind>

export type FaultName = keyof typeof KINDS

export const FAULTS: Readonly<Record<FaultName, FaultKind>> = KINDS

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(KINDS, name)
}
