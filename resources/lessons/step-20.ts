// step: 20
// stage: 2
// title.en: a * b + c
// title.ko: a * b + c
// panels: graph, variables
// expect: by hand: 7.0 2.0 3.0
// expect: variable(7.0)
// expect: variable(2.0)
// expect: variable(3.0)

// %% [markdown] lang=en
// Formulas should look like formulas: `a * b + c` and not `add(mul(a, b), c)`. Two things are needed.
//
// First a function `Mul`. The slope of a·b with respect to a is b, and with respect to b it is a: each
// input gets the **other** one.
//
// Second, the sign `*` must mean this function. In Python a class says so with `__mul__`. TypeScript has
// no such thing, so the lab does it when it reads your script: where a lab variable or an array stands
// beside `*`, it calls `mul`. Your own class keeps its methods; the second half uses the lab's.
//
// **Try.** Write `a * b + c` with other brackets: `a * (b + c)`. Guess the three gradients first.
//
// **Look.** The Graph panel: both halves draw the same picture.
//
// **Exercise.** Which gradient does `a` get in `a * a`?
// <details>
// The two parts are a and a, and they are added: 2a. Step 14 does its work.
// </details>

// %% [markdown] lang=ko
// 수식은 수식처럼 보여야 합니다. `add(mul(a, b), c)`가 아니라 `a * b + c`라고 쓰고 싶습니다. 두 가지가
// 필요합니다.
//
// 첫째는 `Mul` 함수입니다. a·b의 a에 대한 기울기는 b이고, b에 대한 기울기는 a입니다. 입력마다 **상대편** 값을
// 받습니다.
//
// 둘째로 `*`가 이 함수를 뜻해야 합니다. Python에서는 클래스에 `__mul__`을 쓰면 됩니다. TypeScript에는 그런
// 것이 없어서, 실험실이 스크립트를 읽을 때 대신 해 줍니다. `*` 옆에 실험실의 변수나 배열이 있으면 `mul`을
// 부릅니다. 직접 만든 클래스는 메서드를 쓰고, 뒷부분에서는 실험실의 것을 씁니다.
//
// **해 보기.** 괄호를 바꿔 `a * (b + c)`로 써 보세요. 기울기 셋을 먼저 예상해 보세요.
//
// **살펴보기.** 그래프 패널에 앞부분과 뒷부분이 같은 그림으로 나옵니다.
//
// **연습.** `a * a`에서 `a`의 기울기는 무엇일까요?
// <details>
// 두 몫이 모두 a이고 더해져서 2a가 됩니다. 14단계에서 한 일이 여기서 쓰입니다.
// </details>

// %% Methods of our own class ko="직접 만든 클래스의 메서드"
import { Variable as LabVariable } from 'dezero'

class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null
  generation = 0

  constructor(data: NDArray) {
    this.data = data
  }

  add(other: Variable): Variable {
    return new Add().call(this, other)
  }

  mul(other: Variable): Variable {
    return new Mul().call(this, other)
  }

  backward() {
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
    }
  }
}

class Function {
  inputs!: Variable[]
  output!: Variable
  generation = 0

  call(...inputs: Variable[]): Variable {
    const output = new Variable(this.forward(...inputs.map((input) => input.data)))
    this.generation = Math.max(...inputs.map((input) => input.generation))
    output.creator = this
    output.generation = this.generation + 1
    this.inputs = inputs
    this.output = output
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

class Mul extends Function {
  forward(x0: NDArray, x1: NDArray): NDArray {
    return x0 * x1
  }

  backward(gy: NDArray): NDArray[] {
    const [x0, x1] = this.inputs
    return [gy * x1.data, gy * x0.data]
  }
}

const p = new Variable(np.array(3.0))
const q = new Variable(np.array(2.0))
const r = new Variable(np.array(1.0))
const s = p.mul(q).add(r)
s.backward()
print('by hand:', s.data, p.grad, q.grad)

// %% The signs of the lab ko="실험실의 연산자"
const a = new LabVariable(np.array(3.0))
const b = new LabVariable(np.array(2.0))
const c = new LabVariable(np.array(1.0))
const y = a * b + c
y.backward()
print(y)
print(a.grad)
print(b.grad)
