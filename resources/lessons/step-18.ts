// step: 18
// stage: 2
// title.en: Keep less in memory
// title.ko: 메모리를 아끼는 모드
// panels: memory, variables
// expect: null null 2.0 1.0
// expect: 1.0 1.0 2.0 1.0
// expect: inside: false
// expect: after: true
// expect: after an exception: true
// expect: no creator: true
// expect: one million: 1000000

// %% [markdown] lang=en
// Two habits waste memory:
//
// 1. **Gradients in the middle.** Usually we want only those of the variables that we made. So `backward`
//    drops a gradient as soon as it has been passed on, unless `retainGrad` asks to keep it.
// 2. **A graph that nobody walks back.** When we only want the value, there is no need to remember the
//    inputs. A switch, `Config.enableBackprop`, turns the recording off. `noGrad(fn)` sets it for a while
//    and puts it back afterwards, also when `fn` fails.
//
// First comes our own version on small numbers, then the lab's on a million numbers (8 MB in one array).
//
// **Try.** Press Compare modes. The same script runs as default, with retain_grad and with no_grad.
//
// **Look.** The Memory panel: three curves, each with its peak. Click a point to see which line was
// running and which variables were held.
//
// **Exercise.** Three squares of a million numbers: how many arrays of 8 MB stay alive with recording,
// how many without?
// <details>
// With recording: `x`, the two results in the middle and `y`: four. Without: only `x` and `y`. The
// results in the middle have no name, and no function remembers them.
// </details>

// %% [markdown] lang=ko
// 메모리를 낭비하는 습관이 두 가지 있습니다.
//
// 1. **중간 기울기.** 보통은 우리가 만든 변수의 기울기만 필요합니다. 그래서 `backward`는 기울기를 전달하고
//    나면 바로 버립니다. `retainGrad`를 켜면 남겨 둡니다.
// 2. **아무도 거슬러 가지 않을 그래프.** 값만 필요할 때는 입력을 기억할 까닭이 없습니다.
//    `Config.enableBackprop` 스위치로 기록을 끕니다. `noGrad(fn)`은 잠시 껐다가 되돌려 놓습니다. `fn`에서
//    오류가 나도 되돌립니다.
//
// 먼저 작은 수로 우리가 만든 것을 보고, 다음에 숫자 백만 개(배열 하나가 8 MB)로 실험실의 것을 씁니다.
//
// **해 보기.** 모드 비교를 눌러 보세요. 같은 스크립트가 기본, retain_grad, no_grad로 실행됩니다.
//
// **살펴보기.** 메모리 패널에 곡선 셋과 각각의 최고점이 보입니다. 점을 누르면 그때 실행된 줄과 붙잡혀 있던
// 변수를 알 수 있습니다.
//
// **연습.** 숫자 백만 개를 세 번 제곱할 때, 8 MB 배열은 기록할 때와 기록하지 않을 때 각각 몇 개 남을까요?
// <details>
// 기록하면 `x`, 중간 결과 둘, `y`까지 넷입니다. 기록하지 않으면 `x`와 `y` 둘뿐입니다. 중간 결과에는 이름이
// 없고, 기억하는 함수도 없습니다.
// </details>

// %% Our own version, step by step ko="직접 만든 것부터"
import { Variable as LabVariable, square as labSquare, noGrad as labNoGrad } from 'dezero'

const Config = { enableBackprop: true }

class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null
  generation = 0

  constructor(data: NDArray) {
    this.data = data
  }

  backward(retainGrad = false) {
    if (this.grad === null) this.grad = np.ones_like(this.data)
    const todo = [this.creator]
    const seen = new Set(todo)
    while (todo.length > 0) {
      todo.sort((f, g) => f.generation - g.generation)
      const f = todo.pop()
      const gxs = f.backward(f.output.grad)
      f.inputs.forEach((x, i) => {
        x.grad = x.grad === null ? gxs[i] : x.grad + gxs[i]
        if (x.creator !== null && !seen.has(x.creator)) {
          seen.add(x.creator)
          todo.push(x.creator)
        }
      })
      if (!retainGrad) f.output.grad = null
    }
  }
}

class Function {
  inputs!: Variable[]
  output!: Variable
  generation = 0

  call(...inputs: Variable[]): Variable {
    const output = new Variable(this.forward(...inputs.map((input) => input.data)))
    if (Config.enableBackprop) {
      this.generation = Math.max(...inputs.map((input) => input.generation))
      output.creator = this
      output.generation = this.generation + 1
      this.inputs = inputs
      this.output = output
    }
    return output
  }

  forward(...xs: NDArray[]): NDArray {
    throw new Error('forward is not written yet')
  }

  backward(gy: NDArray): NDArray[] {
    throw new Error('backward is not written yet')
  }
}

class Add extends Function {
  forward(x0: NDArray, x1: NDArray): NDArray {
    return x0 + x1
  }

  backward(gy: NDArray): NDArray[] {
    return [gy, gy]
  }
}

const add = (x0: Variable, x1: Variable) => new Add().call(x0, x1)

// %% Drop the gradients in the middle, or keep them ko="중간 기울기를 버리거나 남기기"
function run(retainGrad: boolean) {
  const x0 = new Variable(np.array(1.0))
  const x1 = new Variable(np.array(1.0))
  const t = add(x0, x1)
  const y = add(x0, t)
  y.backward(retainGrad)
  print(y.grad, t.grad, x0.grad, x1.grad)
}

run(false)
run(true)

// %% A switch that always goes back ko="언제나 되돌아오는 스위치"
function usingConfig(name: string, value: boolean, fn: () => void) {
  if (!(name in Config)) {
    throw new Error(`${name} is not a setting; there is: ${Object.keys(Config).join(', ')}`)
  }
  const old = Config[name]
  Config[name] = value
  try {
    fn()
  } finally {
    Config[name] = old
  }
}

const noGrad = (fn: () => void) => usingConfig('enableBackprop', false, fn)

noGrad(() => print('inside:', Config.enableBackprop))
print('after:', Config.enableBackprop)

try {
  noGrad(() => {
    throw new Error('something went wrong')
  })
} catch (error) {
  print('after an exception:', Config.enableBackprop)
}

noGrad(() => {
  const x = new Variable(np.array(2.0))
  print('no creator:', add(x, x).creator === null)
})

// %% One million numbers: recorded, then not recorded ko="숫자 백만 개: 기록할 때와 안 할 때"
const x = new LabVariable(np.ones([100, 100, 100]))

let y = labSquare(labSquare(labSquare(x)))
y.backward()
x.cleargrad()

labNoGrad(() => {
  y = labSquare(labSquare(labSquare(x)))
})
print('one million:', y.size)
