// Why something failed: the texts in English are those of the command line, see shared/reasons.ts. The file of this name
// in ../ko has the same keys.
import { type ReasonName, reasons } from '@shared/reasons'

type Hinted = {
  [Name in ReasonName]: (typeof reasons)[Name] extends { readonly hint: string } ? Name : never
}[ReasonName]
export const failures = Object.fromEntries(
  Object.entries<{ message: string; hint?: string }>(reasons).flatMap(([name, { message, hint }]) => [
    [`failure.${name}`, message],
    ...(hint === undefined ? [] : [[`failure.${name}.hint`, hint]]),
  ]),
) as Readonly<Record<`failure.${ReasonName}` | `failure.${Hinted}.hint`, string>>
