import { expect, test } from 'vitest'
import { runScript } from './testing/runScript'

const zones = ['UTC', 'Asia/Seoul', 'America/New_York']
const given = process.env.TZ

test('dates are in UTC whatever the time zone of the machine', async () => {
  try {
    for (const zone of zones) {
      process.env.TZ = zone
      const { printed, failure } = await runScript(`const d = new Date(2024, 1, 29, 13, 5, 6, 7)
print(d, d.getHours(), d.getDay(), d.getTimezoneOffset())
d.setHours(1)
print(String(d), '|', d.toLocaleString(), '|', new Date('2024-03-10T02:30:00'), new Date('2024-03-10'))
print(new Date('Mar 10, 2024 08:00'), new Date('2024-03-10T02:30:00+09:00'), new Date(NaN), Date.parse('no'))
print(d instanceof Date, d.constructor === Date, new Date(d) - d, d > new Date(0), typeof Date())`)
      expect(failure).toBeUndefined()
      expect(printed).toEqual([
        '2024-02-29T13:05:06.007Z 13 4 0',
        'Thu Feb 29 2024 01:05:06 GMT+0000 (Coordinated Universal Time) | 2024-02-29 01:05:06 | 2024-03-10T02:30:00.000Z 2024-03-10T00:00:00.000Z',
        '2024-03-10T08:00:00.000Z 2024-03-09T17:30:00.000Z Invalid Date NaN',
        'true true 0 true string',
      ])
    }
  } finally {
    if (given === undefined) delete process.env.TZ
    else process.env.TZ = given
  }
})
