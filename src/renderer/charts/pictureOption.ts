// A chart as it leaves the window: on the ground of the window, with its title over it. Pure.
import type { TokenReader } from '../ui/theme'
import type { ChartOption } from './echarts'

/** Room for the title, at scale 1. */
const titleRoom = 36

/** The option for a picture that is `more` pixels higher than the chart on the screen. */
export function pictureOption(
  option: ChartOption,
  title: string,
  token: TokenReader,
  scale: number,
): { readonly option: ChartOption; readonly more: number } {
  const more = titleRoom * scale
  const grid = option.grid as { readonly top: number }
  return {
    more,
    option: {
      ...option,
      backgroundColor: token('surface'),
      title: {
        text: title,
        left: 12 * scale,
        top: 10 * scale,
        textStyle: {
          fontFamily: token('font-ui'),
          fontSize: 15 * scale,
          fontWeight: 600,
          color: token('text'),
        },
      },
      grid: { ...grid, top: grid.top + more },
    },
  }
}
