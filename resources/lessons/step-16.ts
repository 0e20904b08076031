// step: 16
// stage: 2
// title.en: Generations put it in order
// title.ko: 세대로 순서를 정하기
// panels: graph, variables
// expect: 0,1,2,2,4
// expect: 4
// expect: generations: 0 1 2
// expect: order: Add Square Square Square
// expect: 32.0
// expect: 64.0

// %% [markdown] lang=en
// Each function gets a number, its **generation**: the largest generation among its inputs. An output
// is one generation younger than the function that made it. Variables that you make have generation 0.
//
// `backward` now takes the function of the **highest** generation first. All users of a variable have a
// higher generation than its creator, so when the creator's turn comes, every gradient has arrived. And
// a set (`seen`) makes sure that each function runs only once.
//
// **Try.** Take the line with `todo.sort` out and run: the gradient becomes 32. Which function ran too early?
//
// **Look.** The Graph panel is arranged by generation. Step through backward and see that A comes last.
//
// **Exercise.** Draw a graph in which one path from `x` to `y` has three functions and another one has a
// single function. Which generations appear?
// <details>
// `y = add(square(square(x)), x)`: the addition waits for the longer path, so it has generation 2, and
// its input `x` has generation 0.
// </details>

// %% [markdown] lang=ko
// 함수마다 번호를 붙입니다. 이것이 **세대**이고, 입력의 세대 가운데 가장 큰 수입니다. 출력은 자기를 만든
// 함수보다 한 세대 뒤입니다. 여러분이 직접 만든 변수는 0세대입니다.
//
// 이제 `backward`는 **세대가 가장 큰** 함수부터 꺼냅니다. 어떤 변수를 쓰는 함수는 모두 그 변수의 창조자보다
// 세대가 큽니다. 그래서 창조자의 차례가 오면 기울기가 다 모여 있습니다. 그리고 `seen` 집합은 함수가 한
// 번만 실행되게 합니다.
//
// **해 보기.** `todo.sort`가 있는 줄을 빼고 실행해 보세요. 기울기가 32가 됩니다. 어느 함수가 너무 일찍 실행되었나요?
//
// **살펴보기.** 그래프 패널은 세대 순으로 놓여 있습니다. 역전파를 한 단계씩 보면서 A가 마지막인지 확인해
// 보세요.
//
// **연습.** `x`에서 `y`로 가는 한 길에는 함수가 셋, 다른 길에는 하나뿐인 그래프를 그려 보세요. 어떤 세대가
// 나오나요?
// <details>
// `y = add(square(square(x)), x)`에서 덧셈은 긴 길을 기다리므로 2세대이고, 그 입력 `x`는 0세대입니다.
// </details>

// %% Sorting by generation ko="세대로 정렬하기"
const generations = [2, 0, 1, 4, 2]
generations.sort((a, b) => a - b)
print(generations.join(','))
print(generations.pop())

// %% Variable and Function with a generation ko="세대가 있는 변수와 함수"
const order: string[] = []

class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null
  generation = 0

  constructor(data: NDArray) {
    this.data = data
  }

  setCreator(f: Function) {
    this.creator = f
    this.generation = f.generation + 1
  }

  cleargrad() {
    this.grad = null
  }

  backward() {
    if (this.grad === null) this.grad = np.ones_like(this.data)
    const todo = [this.creator]
    const seen = new Set(todo)
    while (todo.length > 0) {
      todo.sort((f, g) => f.generation - g.generation)
      const f = todo.pop()
      order.push(f.constructor.name)
      const result = f.backward(...f.outputs.map((output) => output.grad))
      const gxs = Array.isArray(result) ? result : [result]
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
  outputs!: Variable[]
  generation = 0

  call(...inputs: Variable[]): Variable {
    const output = new Variable(this.forward(...inputs.map((input) => input.data)))
    this.generation = Math.max(...inputs.map((input) => input.generation))
    output.setCreator(this)
    this.inputs = inputs
    this.outputs = [output]
    return output
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

const square = (x: Variable) => new Square().call(x)
const add = (x0: Variable, x1: Variable) => new Add().call(x0, x1)

// %% The graph of the last lesson, now right ko="지난 레슨의 그래프, 이제 맞습니다"
const x = new Variable(np.array(2.0))
const a = square(x)
const y = add(square(a), square(a))
print('generations:', x.generation, a.generation, y.creator.inputs[0].generation)
y.backward()
print('order:', order.join(' '))
print(y.data)
print(x.grad)
