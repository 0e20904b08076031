// A failure in the person's language: known reasons by their name, all others in the words that they came with.
import type { Failure } from '@shared/failure'
import { translate } from '../i18n'
import { failures } from '../i18n/en/failures'

export function failureMessage({ reason, message, cause }: Failure): string {
  if (reason === undefined) return message
  const words = translate(`failure.${reason.name}`, reason.values)
  return cause === undefined ? words : `${words}: ${failureMessage(cause)}`
}

/** What the person can do about it, or nothing. */
export function failureHint({ reason, hint = '' }: Failure): string {
  const key = `failure.${reason?.name ?? ''}.hint`
  return isHint(key) ? translate(key, reason?.values) : hint
}

const isHint = (key: string): key is keyof typeof failures => Object.hasOwn(failures, key)
