import type { DrawnFault } from './fault-switch.ts'
import { htmlBadGateway } from './send-answer.ts'
import type { Answer, Service } from './wire.ts'

/** What a service answers in place of its work; `reset` where the connection is broken instead, `hang` where nothing ever comes. */
export function refusalBy(fault: DrawnFault, service: Service, url: string): Answer | 'reset' | 'hang' | undefined {
  const retryAfter = { 'retry-after': String(fault.retryAfterS) }
  const redirect = (location: string): Answer => ({ status: 307, headers: { location } })
  switch (fault.name) {
    case 'reset-before-accept':
      return 'reset'
    case 'hang-before-accept':
      return 'hang'
    case 'refuse-401':
      return service.refuse('bad-key')
    case 'refuse-402':
      return service.refuse('no-credit')
    case 'refuse-403-locked':
      return service.refuse('locked')
    case 'refuse-404-retired':
      return service.refuse('retired')
    case 'refuse-429': {
      const answer = service.refuse('rate-limit')
      return { ...answer, headers: { ...answer.headers, ...retryAfter } }
    }
    case 'refuse-429-bare':
      return service.refuse('rate-limit')
    case 'refuse-500':
      return service.refuse('internal')
    case 'refuse-503':
      return service.refuse('overloaded')
    case 'refuse-html-502':
      return htmlBadGateway
    case 'redirect-metadata':
      return redirect('http://169.254.169.254/latest/meta-data/')
    case 'redirect-loopback':
      return redirect('http://127.0.0.1:9/')
    case 'redirect-file':
      return redirect('file:///etc/passwd')
    case 'redirect-loop':
      return redirect(url)
    default:
      return undefined
  }
}
