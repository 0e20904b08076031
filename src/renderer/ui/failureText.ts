// A failure in the person's language: known reasons by their name, all others in the words that they came with.
import type { Failure } from '@shared/failure'
import { translate } from '../i18n'
import { failures } from '../i18n/en/failures'

export function failureMessage({ reason, message }: Failure): string {
  return reason === undefined ? message : translate(`failure.${reason.name}`, reason.values)
}

/** What the person can do about it, or nothing. */
export function failureHint({ reason, hint = '' }: Failure): string {
  const key = `failure.${reason?.name ?? ''}.hint`
  return isHint(key) ? translate(key, reason?.values) : hint
}

const isHint = (key: string): key is keyof typeof failures => Object.hasOwn(failures, key)
