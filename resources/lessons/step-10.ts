// step: 10
// stage: 1
// title.en: Tests that check the slopes
// title.ko: 기울기를 확인하는 테스트
// panels: graph
// expect: 4.0
// expect: 6.0
// expect: backward and two points agree
// expect: a wrong backward is found

// %% [markdown] lang=en
// How do we know that a `backward` is right? We test it:
//
// - **forward**: the square of 2 must be 4;
// - **backward**: the slope of x² at 3 must be 6;
// - **gradient check**: take any input, compute the slope by backpropagation and by two points (step 4),
//   and compare. No expected value has to be known beforehand.
//
// Two computed numbers are rarely equal to the last digit, so `allclose` asks only that
// |a − b| ≤ atol + rtol · |b|.
//
// From here to the end of this lesson `Variable`, `square` and the rest are the ones of the lab. They
// behave like those you have just written.
//
// **Try.** Change an expected value and run again: which test fails, and what does it say?
//
// **Look.** The Output shows every test with its name, and how many passed.
//
// **Exercise.** Write a gradient check for `exp` at five random points.
// <details>
// `test('exp', () => gradientCheck(exp, new Variable(np.random.rand(5))))`
// </details>

// %% [markdown] lang=ko
// `backward`가 맞는지 어떻게 알 수 있을까요? 테스트를 합니다.
//
// - **순전파**: 2의 제곱은 4여야 합니다.
// - **역전파**: 3에서 x²의 기울기는 6이어야 합니다.
// - **기울기 확인**: 아무 입력이나 골라 역전파로 구한 기울기와 두 점으로 구한 기울기(4단계)를 비교합니다.
//   정답을 미리 알 필요가 없습니다.
//
// 계산으로 얻은 두 수가 끝자리까지 같은 일은 드뭅니다. 그래서 `allclose`는
// |a − b| ≤ atol + rtol · |b|인지만 봅니다.
//
// 이 레슨에서 쓰는 `Variable`과 `square` 등은 실험실에 들어 있는 것입니다. 여러분이 방금 만든 것과 똑같이
// 움직입니다.
//
// **해 보기.** 기대값을 바꾸고 다시 실행해 보세요. 어떤 테스트가 실패하고, 뭐라고 나오나요?
//
// **살펴보기.** 출력에 테스트의 이름과 통과한 개수가 나옵니다.
//
// **연습.** 임의의 점 다섯 개에서 `exp`의 기울기를 확인하는 테스트를 써 보세요.
// <details>
// `test('exp', () => gradientCheck(exp, new Variable(np.random.rand(5))))`
// </details>

// %% Forward ko="순전파 테스트"
test('square: forward', () => {
  const y = square(new Variable(np.array(2.0)))
  print(y.data)
  assertEqual(y.data, np.array(4.0))
})

// %% Backward ko="역전파 테스트"
test('square: backward', () => {
  const x = new Variable(np.array(3.0))
  const y = square(x)
  y.backward()
  print(x.grad.data)
  assertEqual(x.grad.data, np.array(6.0))
})

// %% Gradient check at a random point ko="임의의 점에서 기울기 확인"
test('square: gradient check', () => {
  const x = new Variable(np.random.rand(1))
  const y = square(x)
  y.backward()
  const slope = numericalDiff(square, x)
  assert(np.allclose(x.grad.data, slope))
  print('backward and two points agree')
})

// %% A mistake is found ko="실수를 찾아냅니다"
class WrongSquare extends Function {
  forward(x) {
    return x ** 2
  }

  backward(gy) {
    const [x] = this.inputs
    return 3 * x * gy
  }
}

test('a wrong backward does not pass', () => {
  const x = new Variable(np.array(3.0))
  const f = (x) => new WrongSquare()(x)
  const y = f(x)
  y.backward()
  assert(!np.allclose(x.grad.data, numericalDiff(f, x)))
  print('a wrong backward is found')
})
