// step: 15
// stage: 2
// title.en: When the order is wrong
// title.ko: 순서가 틀리면
// panels: graph, variables
// expect: order: Add C A B A
// expect: gradient of x: 96.0
// expect: it should be: 64.0

// %% [markdown] lang=en
// Until now every graph was a chain. Here it splits and comes together again: `a` goes into B and into
// C, and their results are added. The right slope of (x²)² + (x²)² = 2x⁴ at 2 is 64.
//
// Our `backward` says 96. Follow the list: after Add it holds B and C. We take the last one, C. It puts a
// first part into `a` and adds A to the list. Now A is the last one, and **A runs too early**: the part
// of B is still missing. Later A runs a second time and counts the part of C twice.
//
// The rule that was broken: a function may run only when its output has received all its gradients.
//
// **Try.** Swap the arguments of `add`. The order changes, the answer stays wrong.
//
// **Look.** The Graph panel, with the timeline: watch `a` and see when A takes its gradient.
//
// **Exercise.** Find a number for every function such that "highest number first" is a right order, for
// this graph and for all others.
// <details>
// Count the functions from the input: A has 0, B and C have 1, Add has 2. In general: one more than the
// largest number among the makers of the inputs. This is the generation of the next lesson.
// </details>

// %% [markdown] lang=ko
// 지금까지의 그래프는 모두 한 줄이었습니다. 여기서는 갈라졌다가 다시 만납니다. `a`가 B와 C로 들어가고 그
// 결과를 더합니다. (x²)² + (x²)² = 2x⁴이므로 2에서 올바른 기울기는 64입니다.
//
// 그런데 우리 `backward`는 96이라고 합니다. 목록을 따라가 봅시다. Add를 처리하면 B와 C가 남습니다. 마지막
// 것인 C를 꺼냅니다. C는 `a`에 기울기의 일부를 넣고 A를 목록에 더합니다. 이제 A가 마지막이므로 **A가 너무
// 일찍 실행됩니다**. B의 몫이 아직 오지 않았습니다. 나중에 A가 한 번 더 실행되면서 C의 몫을 두 번 셉니다.
//
// 깨진 규칙은 이것입니다. 함수는 자기 출력이 기울기를 모두 받은 다음에만 실행할 수 있습니다.
//
// **해 보기.** `add`의 두 인수를 바꿔 보세요. 순서는 바뀌지만 답은 여전히 틀립니다.
//
// **살펴보기.** 그래프 패널에서 타임라인을 움직이며 `a`를 보세요. A가 언제 기울기를 가져가나요?
//
// **연습.** 함수마다 번호를 붙여 보세요. 큰 번호부터 처리하면 이 그래프뿐 아니라 모든 그래프에서 맞는 순서가
// 되어야 합니다.
// <details>
// 입력 쪽에서 세어 보세요. A는 0, B와 C는 1, Add는 2입니다. 일반적으로는 입력을 만든 함수들의 가장 큰
// 번호보다 하나 큰 수입니다. 다음 레슨의 세대가 바로 이것입니다.
// </details>

// %% Variable and Function ko="변수와 함수"
const order: string[] = []

class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null

  constructor(data: NDArray) {
    this.data = data
  }

  backward() {
    if (this.grad === null) this.grad = np.ones_like(this.data)
    const todo = [this.creator]
    while (todo.length > 0) {
      const f = todo.pop()
      order.push(f.label)
      const result = f.backward(...f.outputs.map((output) => output.grad))
      const gxs = Array.isArray(result) ? result : [result]
      f.inputs.forEach((x, i) => {
        x.grad = x.grad === null ? gxs[i] : x.grad + gxs[i]
        if (x.creator !== null) todo.push(x.creator)
      })
    }
  }
}

class Function {
  label: string
  inputs!: Variable[]
  outputs!: Variable[]

  constructor(label: string) {
    this.label = label
  }

  call(...inputs: Variable[]): Variable {
    const outputs = [new Variable(this.forward(...inputs.map((input) => input.data)))]
    for (const output of outputs) output.creator = this
    this.inputs = inputs
    this.outputs = outputs
    return outputs[0]
  }

  forward(...xs: NDArray[]): NDArray {
    throw new Error('forward is not written yet')
  }

  backward(...gys: NDArray[]): NDArray | NDArray[] {
    throw new Error('backward is not written yet')
  }
}

class Square extends Function {
  forward(x: NDArray): NDArray {
    return x ** 2
  }

  backward(gy: NDArray): NDArray {
    const [x] = this.inputs
    return 2 * x.data * gy
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

// %% A graph that splits and joins ko="갈라졌다 만나는 그래프"
const A = new Square('A')
const B = new Square('B')
const C = new Square('C')
const join = new Add('Add')

const x = new Variable(np.array(2.0))
const a = A.call(x)
const b = B.call(a)
const c = C.call(a)
const y = join.call(b, c)

// %% Last in, first out: wrong here ko="마지막에 넣은 것부터: 여기서는 틀립니다"
y.backward()
print('order:', order.join(' '))
print('gradient of x:', x.grad)
print('it should be:', 8 * x.data ** 3)
