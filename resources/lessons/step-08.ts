// step: 8
// stage: 1
// title.en: A loop instead of recursion
// title.ko: 재귀 대신 반복문
// panels: graph, variables
// expect: Square Exp Square
// expect: 3.297442541400256

// %% [markdown] lang=en
// Recursion calls `backward` inside `backward` inside `backward`. The computer has to remember every
// unfinished call, and for a very long chain there is no room left.
//
// A loop with a list needs no such memory. The list `todo` holds the functions that still have to run:
// take the last one, do it, add the creator of its input. When the list is empty, we are done.
//
// The result does not change. But the list will be useful soon: in step 15 the order in which we take
// functions out of it decides whether the answer is right.
//
// **Try.** Print the length of `todo` inside the loop. How long does it get in a chain?
//
// **Look.** The Graph panel: the gradients appear in the same order as in the lesson before.
//
// **Exercise.** Build a chain of 3000 squares of 1.0 in a `for` loop and run `backward`. Then try it with
// the recursive version and more and more squares.
// <details>
// `let y = x; for (let i = 0; i < 3000; i++) y = new Square().call(y)`. The gradient is 2 to the power
// 3000, too large for a number, so you will see `inf`. Replace the square by x + 0 to see 1.0.
// </details>

// %% [markdown] lang=ko
// 재귀는 `backward` 안에서 `backward`를 부르고, 그 안에서 또 부릅니다. 컴퓨터는 끝나지 않은 호출을 모두
// 기억해야 하므로, 사슬이 아주 길면 자리가 모자랍니다.
//
// 목록과 반복문을 쓰면 그런 기억이 필요 없습니다. `todo` 목록에는 아직 처리할 함수가 들어 있습니다. 맨
// 마지막 것을 꺼내 처리하고, 그 입력의 창조자를 넣습니다. 목록이 비면 끝입니다.
//
// 결과는 그대로입니다. 하지만 이 목록은 곧 중요해집니다. 15단계에서는 함수를 꺼내는 순서에 따라 답이
// 맞기도 하고 틀리기도 합니다.
//
// **해 보기.** 반복문 안에서 `todo`의 길이를 출력해 보세요. 사슬에서는 얼마나 길어지나요?
//
// **살펴보기.** 그래프 패널에서 기울기가 앞 레슨과 같은 순서로 나타납니다.
//
// **연습.** `for`문으로 1.0을 3000번 제곱하는 사슬을 만들어 `backward`를 실행해 보세요. 그다음 재귀 버전으로
// 횟수를 점점 늘려 보세요.
// <details>
// `let y = x; for (let i = 0; i < 3000; i++) y = new Square().call(y)`. 기울기는 2의 3000제곱이라 숫자로 담을
// 수 없어 `inf`가 나옵니다. 제곱 대신 x + 0을 쓰면 1.0이 나옵니다.
// </details>

// %% Backward with a list ko="목록을 쓰는 역전파"
const order: string[] = []

class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null

  constructor(data: NDArray) {
    this.data = data
  }

  backward() {
    const todo = [this.creator]
    while (todo.length > 0) {
      const f = todo.pop()
      order.push(f.constructor.name)
      const { input, output } = f
      input.grad = f.backward(output.grad)
      if (input.creator !== null) todo.push(input.creator)
    }
  }
}

class Function {
  input!: Variable
  output!: Variable

  call(input: Variable): Variable {
    const output = new Variable(this.forward(input.data))
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

// %% The same chain, the same answer ko="같은 사슬, 같은 답"
const x = new Variable(np.array(0.5))
const a = new Square().call(x)
const b = new Exp().call(a)
const y = new Square().call(b)

y.grad = np.array(1.0)
y.backward()
print(order.join(' '))
print(x.grad)
