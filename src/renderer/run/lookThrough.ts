// A look through a run for a view: in slices, given up when the view wants to know something else, and with words for the
// person when it fails.
import { translate } from '../i18n'
import { useNotices } from '../ui/notices'
import { throughSlices } from './turns'

/** Hands the result of `work` over, from the next turn on. Returns how to give it up: then nothing is handed over. */
export function lookThrough<T>(
  work: Generator<undefined, T, undefined>,
  done: (result: T) => void,
): () => void {
  const notices = useNotices()
  const wanted = new AbortController()
  throughSlices(work, wanted.signal)
    .then((result) => {
      // Given up after the last slice and before this turn.
      if (!wanted.signal.aborted) done(result)
    })
    .catch((thrown: unknown) => {
      if (!wanted.signal.aborted) notices.tellFailure(thrown, () => translate('run.lookFailed'))
    })
  return () => wanted.abort()
}
