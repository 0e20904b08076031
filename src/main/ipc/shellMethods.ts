// What the window may say to the shell: the argument list of every method.
import * as v from 'valibot'
import type { ShellApi } from '@shared/sessionApi'
import type { ArgumentSchemas } from './answer'

export const shellMethods: ArgumentSchemas<ShellApi> = {
  versions: v.strictTuple([]),
  connectEngineHost: v.strictTuple([]),
  flushed: v.strictTuple([v.pipe(v.number(), v.integer()), v.nullable(v.string())]),
}
