// The application menu as a table: commands of the window by name, and the system's own roles. Must not know Electron.

import { shortcuts } from '@shared/shortcuts'

export const menuLocales = ['en', 'ko'] as const
export type MenuLocale = (typeof menuLocales)[number]
type Label = Readonly<Record<MenuLocale, string>>

export type MenuEntry =
  | { readonly command: string; readonly label: Label }
  | {
      readonly role: 'quit' | 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll'
      readonly label: Label
    }
  | {
      readonly role: 'togglefullscreen' | 'toggleDevTools'
      readonly label: Label
    }
  | 'separator'

export interface MenuGroup {
  readonly label: Label
  readonly entries: readonly MenuEntry[]
}

export const menuTable: readonly MenuGroup[] = [
  {
    label: { en: 'File', ko: '파일' },
    entries: [
      { command: 'new-session', label: { en: 'New Session', ko: '새 세션' } },
      { command: 'duplicate-session', label: { en: 'Duplicate Session', ko: '세션 복제' } },
      { command: 'save-version', label: { en: 'Save Version…', ko: '버전 저장…' } },
      'separator',
      { command: 'import', label: { en: 'Import…', ko: '가져오기…' } },
      { command: 'export', label: { en: 'Export…', ko: '내보내기…' } },
      'separator',
      { command: 'settings', label: { en: 'Settings…', ko: '설정…' } },
      'separator',
      { role: 'quit', label: { en: 'Quit', ko: '종료' } },
    ],
  },
  {
    label: { en: 'Edit', ko: '편집' },
    entries: [
      { role: 'undo', label: { en: 'Undo', ko: '실행 취소' } },
      { role: 'redo', label: { en: 'Redo', ko: '다시 실행' } },
      'separator',
      { role: 'cut', label: { en: 'Cut', ko: '잘라내기' } },
      { role: 'copy', label: { en: 'Copy', ko: '복사' } },
      { role: 'paste', label: { en: 'Paste', ko: '붙여넣기' } },
      { role: 'selectAll', label: { en: 'Select All', ko: '모두 선택' } },
    ],
  },
  {
    label: { en: 'Run', ko: '실행' },
    entries: [
      { command: 'run-all', label: { en: 'Run All', ko: '모두 실행' } },
      { command: 'run-cell', label: { en: 'Run Cell', ko: '셀 실행' } },
      { command: 'stop', label: { en: 'Stop', ko: '중지' } },
      'separator',
      { command: 'pause', label: { en: 'Pause', ko: '일시 정지' } },
      { command: 'resume', label: { en: 'Continue', ko: '계속' } },
      { command: 'step', label: { en: 'Step Operation', ko: '연산 한 단계' } },
      { command: 'step-line', label: { en: 'Step Line', ko: '한 줄 실행' } },
      'separator',
      { command: 'compare-modes', label: { en: 'Compare Modes', ko: '모드 비교' } },
      { command: 'verify', label: { en: 'Verify', ko: '검증' } },
      { command: 'check-gradient', label: { en: 'Check Gradient', ko: '기울기 확인' } },
    ],
  },
  {
    label: { en: 'Replay', ko: '재생' },
    entries: [
      {
        command: 'replay-play',
        label: { en: 'Play or Pause', ko: '재생 또는 일시 정지' },
      },
      { command: 'replay-loop', label: { en: 'Repeat', ko: '반복 재생' } },
      'separator',
      {
        command: 'replay-next',
        label: { en: 'Next Operation', ko: '다음 연산' },
      },
      {
        command: 'replay-back',
        label: { en: 'Previous Operation', ko: '이전 연산' },
      },
      { command: 'replay-next-line', label: { en: 'Next Line', ko: '다음 줄' } },
      {
        command: 'replay-back-line',
        label: { en: 'Previous Line', ko: '이전 줄' },
      },
      {
        command: 'replay-next-backward',
        label: { en: 'Next Backward Step', ko: '다음 역전파 단계' },
      },
      {
        command: 'replay-back-backward',
        label: { en: 'Previous Backward Step', ko: '이전 역전파 단계' },
      },
      {
        command: 'replay-next-iteration',
        label: { en: 'Next Iteration', ko: '다음 반복' },
      },
      {
        command: 'replay-back-iteration',
        label: { en: 'Previous Iteration', ko: '이전 반복' },
      },
      'separator',
      { command: 'replay-start', label: { en: 'To the Start', ko: '처음으로' } },
      { command: 'replay-end', label: { en: 'To the End', ko: '끝으로' } },
    ],
  },
  {
    label: { en: 'View', ko: '보기' },
    entries: [
      {
        command: 'palette',
        label: { en: 'Command Palette…', ko: '명령 팔레트…' },
      },
      'separator',
      { command: 'toggle-sidebar', label: { en: 'Side Bar', ko: '사이드바' } },
      { command: 'toggle-theme', label: { en: 'Light or Dark', ko: '밝게 또는 어둡게' } },
      { command: 'toggle-language', label: { en: '한국어', ko: 'English' } },
      'separator',
      { command: 'zoom-in', label: { en: 'Zoom In', ko: '확대' } },
      { command: 'zoom-out', label: { en: 'Zoom Out', ko: '축소' } },
      { command: 'zoom-reset', label: { en: 'Actual Size', ko: '실제 크기' } },
      { role: 'togglefullscreen', label: { en: 'Full Screen', ko: '전체 화면' } },
      { role: 'toggleDevTools', label: { en: 'Developer Tools', ko: '개발자 도구' } },
    ],
  },
  {
    label: { en: 'Help', ko: '도움말' },
    entries: [
      { command: 'help', label: { en: 'Help', ko: '도움말' } },
      { command: 'help-api', label: { en: 'Script API', ko: '스크립트 API' } },
      { command: 'show-lessons', label: { en: 'Lessons', ko: '레슨' } },
      {
        command: 'lesson-beside',
        label: { en: 'Lesson Beside My Session', ko: '내 세션 옆에 레슨 보기' },
      },
      { command: 'help-shortcuts', label: { en: 'Keyboard Shortcuts', ko: '키보드 단축키' } },
    ],
  },
]

/** The names that the system's menu has for keys. */
const menuKeys: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  Escape: 'Esc',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
}

/** The keys of a command as the menu shows them: shown, not bound, so that one press is never two commands. */
export const acceleratorOf = (command: string): string | undefined =>
  shortcuts[command]
    ?.split('+')
    .map((part) => menuKeys[part] ?? part)
    .join('+')

/** The menu's language for a locale such as `ko-KR`; English for those it does not speak. */
export function menuLocaleOf(locale: string): MenuLocale {
  return menuLocales.find((known) => locale.toLowerCase().startsWith(known)) ?? 'en'
}
