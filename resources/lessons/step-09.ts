// step: 9
// stage: 1
// title.en: Three comforts
// title.ko: 편리하게 고치는 세 가지
// panels: graph, variables
// expect: 3.297442541400256
// expect: Variable: number is not supported, use np.array
// expect: null is allowed
// expect: 1.0 0

// %% [markdown] lang=en
// The machine works. Three small changes make it pleasant:
//
// 1. **Plain functions.** `square(x)` instead of `new Square().call(x)`. Now formulas nest:
//    `square(exp(square(x)))`.
// 2. **The first gradient by itself.** dy/dy is always 1, so `backward` fills in ones when nothing is
//    there. `np.ones_like` gives it the shape of the data.
// 3. **Only arrays in the box.** `new Variable(1)` fails at once with a clear message. An early error is
//    better than a strange one much later. `asArray` turns a plain number into an array.
//
// **Try.** Put a list `[1, 2]` into a Variable without `np.array`. Read the message.
//
// **Look.** The Graph panel: there are boxes in the middle that no line of the script names.
//
// **Exercise.** Let `y` hold three numbers: `x = np.array([0.1, 0.5, 1.0])`. What is the first gradient
// then?
// <details>
// Three ones, one for each element. Every element has its own slope, and they do not mix.
// </details>

// %% [markdown] lang=ko
// 이제 잘 돌아갑니다. 세 가지만 고치면 쓰기도 편해집니다.
//
// 1. **평범한 함수.** `new Square().call(x)` 대신 `square(x)`라고 씁니다. 이제 `square(exp(square(x)))`처럼
//    겹쳐 쓸 수 있습니다.
// 2. **첫 기울기는 자동으로.** dy/dy는 언제나 1이므로, 비어 있으면 `backward`가 1로 채웁니다.
//    `np.ones_like`가 data와 같은 모양으로 만들어 줍니다.
// 3. **상자에는 배열만.** `new Variable(1)`은 바로 알기 쉬운 오류를 냅니다. 나중에 이상한 오류를 만나는
//    것보다 낫습니다. `asArray`는 보통 숫자를 배열로 바꿔 줍니다.
//
// **해 보기.** `np.array` 없이 목록 `[1, 2]`를 Variable에 넣고 메시지를 읽어 보세요.
//
// **살펴보기.** 그래프 패널을 보세요. 가운데 상자들은 코드 어디에도 이름이 없습니다.
//
// **연습.** `x = np.array([0.1, 0.5, 1.0])`처럼 숫자 셋을 넣어 보세요. 첫 기울기는 무엇이 될까요?
// <details>
// 원소마다 하나씩, 1이 셋입니다. 원소마다 자기 기울기가 있고 서로 섞이지 않습니다.
// </details>

// %% Variable with a check and a first gradient ko="검사와 첫 기울기가 있는 변수"
class Variable {
  data: NDArray | null
  grad: NDArray | null = null
  creator: Function | null = null

  constructor(data: NDArray | null) {
    if (data !== null && !(data instanceof NDArray)) {
      throw new TypeError(`Variable: ${typeof data} is not supported, use np.array`)
    }
    this.data = data
  }

  backward() {
    if (this.grad === null) this.grad = np.ones_like(this.data)
    const todo = [this.creator]
    while (todo.length > 0) {
      const f = todo.pop()
      const { input, output } = f
      input.grad = f.backward(output.grad)
      if (input.creator !== null) todo.push(input.creator)
    }
  }
}

// %% Functions that accept plain numbers ko="보통 숫자도 받는 함수"
function asArray(x: NDArray | number): NDArray {
  return typeof x === 'number' ? np.array(x) : x
}

class Function {
  input!: Variable
  output!: Variable

  call(input: Variable): Variable {
    const output = new Variable(asArray(this.forward(input.data)))
    output.creator = this
    this.input = input
    this.output = output
    return output
  }

  forward(x: NDArray): NDArray {
    throw new Error('forward is not written yet')
  }

  backward(gy: NDArray): NDArray {
    throw new Error('backward is not written yet')
  }
}

class Square extends Function {
  forward(x: NDArray): NDArray {
    return x ** 2
  }

  backward(gy: NDArray): NDArray {
    return 2 * this.input.data * gy
  }
}

class Exp extends Function {
  forward(x: NDArray): NDArray {
    return np.exp(x)
  }

  backward(gy: NDArray): NDArray {
    return np.exp(this.input.data) * gy
  }
}

// %% Plain functions ko="평범한 함수"
const square = (x: Variable) => new Square().call(x)
const exp = (x: Variable) => new Exp().call(x)

const x = new Variable(np.array(0.5))
const y = square(exp(square(x)))
y.backward()
print(x.grad)

// %% Only arrays in the box ko="상자에는 배열만"
try {
  new Variable(1)
} catch (error) {
  print(error.message)
}

const empty = new Variable(null)
print(empty.data, 'is allowed')

const one = asArray(1)
print(one, one.ndim)
