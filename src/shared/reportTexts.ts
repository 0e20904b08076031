// The words of a report in both languages. What a person or a script wrote is not among them.
import type { Mode } from './engineApi'
import type { LessonLocale } from './lesson'
import type { Purpose } from './memoryLedger'
import type { RunRecord } from './session'

export interface ReportTexts {
  readonly tags: string
  readonly changed: string
  readonly run: string
  readonly seed: string
  readonly mode: string
  readonly engine: string
  readonly operations: string
  readonly time: string
  readonly digest: string
  readonly status: Readonly<Record<RunRecord['status'], string>>
  readonly modes: Readonly<Record<Mode, string>>
  readonly notRun: string
  readonly line: (line: number) => string
  readonly more: (count: string) => string
  readonly metrics: string
  readonly figures: string
  readonly gradients: string
  readonly memory: string
  readonly graph: string
  readonly step: string
  readonly operation: string
  readonly liveMemory: string
  readonly peak: (bytes: string) => string
  readonly graphTooLarge: (count: string) => string
  readonly gradientSizes: string
  readonly backwardPass: string
  readonly norm: string
  readonly gradientColumns: readonly [name: string, passes: string, norm: string, largest: string]
  readonly memoryColumns: readonly [purpose: string, peak: string, end: string]
  readonly purposes: Readonly<Record<Purpose, string>>
  readonly together: string
  readonly path: string
  readonly levels: (heights: string) => string
  /** What of a run is recorded, from the words that it was kept with. */
  readonly recorded: (policy: string) => string
}

/** The limits in the words of a recording policy, which are kept in English. */
const policyLimits = /first ([\d,]+) events \(or (\d+ MB)\) and of the last ([\d,]+) \(or (\d+ MB)\)/

export const reportTexts: Readonly<Record<LessonLocale, ReportTexts>> = {
  en: {
    tags: 'Tags',
    changed: 'Changed',
    run: 'Run',
    seed: 'Seed',
    mode: 'Mode',
    engine: 'Engine',
    operations: 'Operations',
    time: 'Time',
    digest: 'Digest',
    status: { running: 'running', done: 'done', failed: 'failed', stopped: 'stopped' },
    modes: {
      default: 'default',
      'retain-grad': 'retain_grad',
      'no-grad': 'no_grad',
      'create-graph': 'create_graph',
    },
    notRun: 'This session has not been run.',
    line: (line) => `line ${line}`,
    more: (count) => `… and ${count} lines more`,
    metrics: 'Metrics',
    figures: 'Figures',
    gradients: 'Gradients',
    memory: 'Memory',
    graph: 'Graph',
    step: 'step',
    operation: 'operation',
    liveMemory: 'Live memory over the operations, the highest within each',
    peak: (bytes) => `Peak ${bytes}.`,
    graphTooLarge: (count) => `The graph has ${count} items and is not drawn.`,
    gradientSizes: 'Size of the gradients (L2 norm) after each backward pass',
    backwardPass: 'backward pass',
    norm: 'L2 norm (log scale)',
    gradientColumns: ['Name', 'Passes', 'Last norm', 'Last largest'],
    memoryColumns: ['Kept as', 'At the peak', 'At the end'],
    purposes: {
      leaf: 'leaf data',
      held: 'held for backward',
      gradient: 'gradients',
      retained: 'retained gradients',
      temporary: 'temporary',
    },
    together: 'together',
    path: 'path',
    levels: (heights) => `Lines of equal height at ${heights}, from blue to grey.`,
    recorded: (policy) => `Recorded of the run: ${policy}`,
  },
  ko: {
    tags: '태그',
    changed: '수정한 때',
    run: '실행',
    seed: '시드',
    mode: '모드',
    engine: '엔진',
    operations: '연산 수',
    time: '시간',
    digest: '다이제스트',
    status: { running: '실행 중', done: '완료', failed: '실패', stopped: '중지됨' },
    modes: {
      default: '기본',
      'retain-grad': 'retain_grad',
      'no-grad': 'no_grad',
      'create-graph': 'create_graph',
    },
    notRun: '이 세션은 실행한 적이 없습니다.',
    line: (line) => `${line}번째 줄`,
    more: (count) => `… 그 밖에 ${count}줄`,
    metrics: '지표',
    figures: '그림',
    gradients: '기울기',
    memory: '메모리',
    graph: '계산 그래프',
    step: '단계',
    operation: '연산',
    liveMemory: '연산별 사용 중인 메모리(연산마다 가장 큰 값)',
    peak: (bytes) => `최대 ${bytes}.`,
    graphTooLarge: (count) => `그래프의 항목이 ${count}개여서 그리지 않았습니다.`,
    gradientSizes: '역전파마다의 기울기 크기 (L2 노름)',
    backwardPass: '역전파',
    norm: 'L2 노름 (로그 눈금)',
    gradientColumns: ['이름', '횟수', '마지막 노름', '마지막 최댓값'],
    memoryColumns: ['용도', '최대일 때', '끝에서'],
    purposes: {
      leaf: '말단 변수 데이터',
      held: '역전파용 보관',
      gradient: '기울기',
      retained: '유지한 기울기',
      temporary: '임시',
    },
    together: '합계',
    path: '지나온 길',
    levels: (heights) => `높이가 같은 곳을 이은 선입니다: ${heights}. 파란색에서 회색으로 갈수록 높습니다.`,
    recorded: (policy) => {
      const limits = policyLimits.exec(policy)
      if (limits === null) return `실행 기록: ${policy}`
      const [, firstEvents, firstBytes, lastEvents, lastBytes] = limits
      return (
        `실행 기록: 처음 이벤트 ${firstEvents}개(또는 ${firstBytes})와 마지막 ${lastEvents}개(또는 ${lastBytes})는 모두, ` +
        '그 사이는 일정한 간격의 반복만 통째로 기록하며 실행이 두 배로 길어질 때마다 간격도 두 배가 됩니다. ' +
        '지표, 출력, 기울기 크기는 언제나 기록합니다.'
      )
    },
  },
}
