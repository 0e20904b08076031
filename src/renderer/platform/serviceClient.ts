// Typed proxies over the bridge: one remote call a method, failures back as LabError. Knows no Vue.
import type { LabBridge, ServiceName } from '@shared/bridge'
import { LabError, parseFailure } from '@shared/failure'
import type { FileApi } from '@shared/fileApi'
import type { SessionApi, ShellApi } from '@shared/sessionApi'

interface Services {
  readonly sessions: SessionApi
  readonly shell: ShellApi
  readonly files: FileApi
}

/** A client whose every property is a method that crosses to main; it rejects with `LabError` only. */
export function createServiceClient<S extends ServiceName>(service: S, call: LabBridge['call']): Services[S] {
  return new Proxy({} as Services[S], {
    get(_target, method) {
      // `then` must be absent, or awaiting the client itself would call main.
      if (typeof method !== 'string' || method === 'then') return undefined
      return async (...args: unknown[]) => unwrap(await call(service, method, args))
    },
  })
}

function unwrap(answer: unknown): unknown {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    if (answer.ok === true && 'value' in answer) return answer.value
    if (answer.ok === true) return undefined
    if ('failure' in answer) throw new LabError(parseFailure(answer.failure))
  }
  throw new LabError({ code: 'bug', message: 'Main answered in a form that cannot be read.' })
}
