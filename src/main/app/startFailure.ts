// What is said when the program cannot even open its window, in the system's language. Must not know Electron.
import type { MenuLocale } from './menuTable'

const words: Readonly<Record<MenuLocale, { title: (name: string) => string; hint: string }>> = {
  en: {
    title: (name) => `${name} cannot start`,
    hint: 'Check that the profile folder can be written and that the program is installed whole, then start again.',
  },
  ko: {
    title: (name) => `${name}을(를) 시작할 수 없습니다`,
    hint: '프로필 폴더에 쓸 수 있는지, 프로그램이 온전히 설치되었는지 확인한 뒤 다시 시작하세요.',
  },
}

/** Title and text of the box; what the system said stays as it is. */
export function startFailure(
  name: string,
  locale: MenuLocale,
  error: unknown,
): [title: string, text: string] {
  const { title, hint } = words[locale]
  const detail = error instanceof Error ? error.message : String(error)
  return [title(name), `${detail}\n\n${hint}`]
}
