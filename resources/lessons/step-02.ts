// step: 2
// stage: 1
// title.en: A function makes a new variable
// title.ko: 함수는 새 변수를 만듭니다
// panels: variables, graph
// expect: Variable
// expect: 100
// expect: [ 1  4  9 16]
// expect: 10000
// expect: forward is not written yet

// %% [markdown] lang=en
// A **function** takes a variable, opens the box, computes with what is inside, and puts the result
// into a new box.
//
// The class `Function` holds what all functions share: open, compute, close. The computing itself is
// left to `forward`, and each kind of function writes its own. `Square` is the first one.
//
// The book writes `f(x)`. A class that you write yourself cannot be called like that in TypeScript, so
// here and in the next lessons the method is named `call`: `f.call(x)`.
//
// **Try.** Write a class `Double` that returns `x * 2` and use it.
//
// **Look.** The Variables panel: `x` and `y` are two boxes with two values.
//
// **Exercise.** What does a function do whose `forward` nobody wrote? Explain the last printed line.
// <details>
// `new Function()` still has the `forward` of the base class, which only raises an error. A class that
// extends it replaces that method.
// </details>

// %% [markdown] lang=ko
// **함수**는 변수를 받아 상자를 열고, 안에 든 값으로 계산한 뒤, 결과를 새 상자에 넣어 돌려줍니다.
//
// `Function` 클래스는 모든 함수가 함께 쓰는 부분, 곧 열고 계산하고 닫는 일을 맡습니다. 실제 계산은
// `forward`에 맡기고, 함수마다 자기 것을 씁니다. 첫 번째가 `Square`입니다.
//
// 책에서는 `f(x)`라고 씁니다. TypeScript에서 직접 만든 클래스는 그렇게 부를 수 없어서, 이 레슨부터는
// `call` 메서드를 써서 `f.call(x)`라고 부릅니다.
//
// **해 보기.** `x * 2`를 돌려주는 `Double` 클래스를 만들어 써 보세요.
//
// **살펴보기.** 변수 패널에 `x`와 `y`가 서로 다른 상자로 보입니다.
//
// **연습.** `forward`를 아무도 쓰지 않은 함수는 어떻게 될까요? 마지막 출력 줄을 설명해 보세요.
// <details>
// `new Function()`에는 오류만 내는 기반 클래스의 `forward`가 그대로 있습니다. 상속한 클래스가 이 메서드를
// 자기 것으로 바꿉니다.
// </details>

// %% Variable and Function ko="변수와 함수"
class Variable {
  data: NDArray

  constructor(data: NDArray) {
    this.data = data
  }
}

class Function {
  call(input: Variable): Variable {
    const x = input.data
    const y = this.forward(x)
    return new Variable(y)
  }

  forward(x: NDArray): NDArray {
    throw new Error('forward is not written yet')
  }
}

// %% The first function ko="첫 번째 함수"
class Square extends Function {
  forward(x: NDArray): NDArray {
    return x ** 2
  }
}

// %% Use it ko="함수 써 보기"
const x = new Variable(np.array(10, 'int32'))
const f = new Square()
const y = f.call(x)
print(y.constructor.name)
print(y.data)

const many = new Variable(np.array([1, 2, 3, 4], 'int32'))
print(f.call(many).data)
print(f.call(y).data)

// %% Without forward ko="forward가 없으면"
try {
  new Function().call(x)
} catch (error) {
  print(error.message)
}
