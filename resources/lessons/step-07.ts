// step: 7
// stage: 1
// title.en: Let the graph know the way back
// title.ko: 그래프가 돌아갈 길을 압니다
// panels: graph, variables
// expect: every link is in place
// expect: 2.568050833375483
// expect: 3.297442541400256
// expect: Square Exp Square
// expect: 3.297442541400256

// %% [markdown] lang=en
// Writing the order by hand is dull and easy to get wrong. So each variable remembers the function that
// made it: its `creator`. And a function remembers its `input` and `output`. Together these links form
// the **computational graph**, and it appears by itself, while the forward code runs.
//
// From `y` the way back is now clear: ask for the creator, take its input, ask for its creator, and so
// on. A variable with no creator was made by you: the walk ends there.
//
// `backward` does one link and then calls `backward` of the variable before it (recursion).
//
// **Try.** Press Step or drag the timeline and watch the order of the functions.
//
// **Look.** The Graph panel: values were computed from left to right, gradients appear from right to
// left. The line with three names is the order of the backward pass.
//
// **Exercise.** Put one more `Exp` into the chain. What has to change in the backward part?
// <details>
// Nothing at all. That is the point of this lesson.
// </details>

// %% [markdown] lang=ko
// 순서를 손으로 적는 일은 지루하고 틀리기 쉽습니다. 그래서 변수는 자기를 만든 함수를 `creator`로
// 기억합니다. 함수는 `input`과 `output`을 기억합니다. 이 연결이 모여 **계산 그래프**가 되고, 순전파 코드가
// 실행되는 동안 저절로 만들어집니다.
//
// 이제 `y`에서 돌아가는 길이 분명합니다. 창조자를 찾고, 그 입력을 얻고, 다시 그 창조자를 찾습니다.
// 창조자가 없는 변수는 여러분이 만든 변수이므로 거기서 끝납니다.
//
// `backward`는 고리 하나를 처리한 뒤, 앞 변수의 `backward`를 다시 부릅니다(재귀).
//
// **해 보기.** 한 단계를 누르거나 타임라인을 끌면서 함수의 순서를 보세요.
//
// **살펴보기.** 그래프 패널에서 값은 왼쪽에서 오른쪽으로, 기울기는 오른쪽에서 왼쪽으로 생깁니다. 이름 셋이
// 나온 줄이 역전파의 순서입니다.
//
// **연습.** 사슬에 `Exp`를 하나 더 넣어 보세요. 역전파 쪽에서는 무엇을 바꿔야 할까요?
// <details>
// 아무것도 바꾸지 않아도 됩니다. 이 레슨의 핵심입니다.
// </details>

// %% A variable knows its creator ko="변수는 창조자를 압니다"
const order: string[] = []

class Variable {
  data: NDArray
  grad: NDArray | null = null
  creator: Function | null = null

  constructor(data: NDArray) {
    this.data = data
  }

  setCreator(f: Function) {
    this.creator = f
  }

  backward() {
    const f = this.creator
    if (f === null) return
    order.push(f.constructor.name)
    const x = f.input
    x.grad = f.backward(this.grad)
    x.backward()
  }
}

class Function {
  input!: Variable
  output!: Variable

  call(input: Variable): Variable {
    const output = new Variable(this.forward(input.data))
    output.setCreator(this)
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

// %% Forward records the graph ko="순전파가 그래프를 기록합니다"
const A = new Square()
const B = new Exp()
const C = new Square()

const x = new Variable(np.array(0.5))
const a = A.call(x)
const b = B.call(a)
const y = C.call(b)

assert(y.creator === C)
assert(y.creator.input === b)
assert(y.creator.input.creator === B)
assert(y.creator.input.creator.input === a)
assert(y.creator.input.creator.input.creator === A)
assert(y.creator.input.creator.input.creator.input === x)
print('every link is in place')

// %% Walk back one link at a time ko="한 고리씩 거슬러 가기"
y.grad = np.array(1.0)
b.grad = y.creator.backward(y.grad)
a.grad = b.creator.backward(b.grad)
print(b.grad)
print(a.grad)

// %% Walk back by itself ko="저절로 거슬러 가기"
y.backward()
print(order.join(' '))
print(x.grad)
