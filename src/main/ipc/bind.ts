// The one generic binding between an interface and IPC: sender checked, arguments parsed, failures answered as data.
import { ipcMain, type WebFrameMain } from 'electron'
import type * as v from 'valibot'
import type { ServiceName } from '@shared/bridge'
import type { Answer } from '@shared/sessionApi'
import { answer, type ArgumentSchemas } from './answer'

export type Service<Api> = {
  readonly [K in keyof Api]: Api[K] extends (...args: infer Args) => Promise<infer Value>
    ? (...args: Args) => Promise<Value>
    : never
}

/** Answers `service:method` for every method of the list. `isTrusted` says whether a frame may ask. */
export function bindService<Api>(
  service: ServiceName,
  implementation: Service<Api>,
  schemas: ArgumentSchemas<Api>,
  isTrusted: (frame: WebFrameMain | null) => boolean,
): void {
  for (const method of Object.keys(schemas) as (keyof Api & string)[]) {
    const call = implementation[method] as (...args: unknown[]) => Promise<unknown>
    const schema = schemas[method] as v.GenericSchema<unknown, unknown[]>
    ipcMain.handle(`${service}:${method}`, async (event, args: unknown): Promise<Answer<unknown>> => {
      if (!isTrusted(event.senderFrame)) {
        return { ok: false, failure: { code: 'usage', message: 'This page may not ask for that.' } }
      }
      return answer(`${service}.${method}`, schema, args, (parsed) => call.apply(implementation, parsed))
    })
  }
}
