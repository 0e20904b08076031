// One IPC call without the transport: arguments parsed, the method called, failures as data. Must not know Electron.
import * as v from 'valibot'
import { errorFor, toFailure } from '@shared/failure'
import type { Answer } from '@shared/sessionApi'

/** One schema for the argument list of every method of `Api`; the compiler checks that none is missing. */
export type ArgumentSchemas<Api> = {
  readonly [K in keyof Api]: Api[K] extends (...args: infer Args) => unknown
    ? v.GenericSchema<unknown, Args>
    : never
}

/** Parses, calls, and turns whatever is thrown into data. */
export async function answer(
  subject: string,
  schema: v.GenericSchema<unknown, unknown[]>,
  args: unknown,
  call: (args: unknown[]) => Promise<unknown>,
): Promise<Answer<unknown>> {
  try {
    const parsed = v.safeParse(schema, args)
    if (!parsed.success) {
      const [issue] = parsed.issues
      const place = v.getDotPath(issue)
      throw errorFor('wrong-argument', { call: subject, place: place ?? '(all)', detail: issue.message })
    }
    return { ok: true, value: await call(parsed.output) }
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown) }
  }
}
