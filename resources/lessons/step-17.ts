// step: 17
// stage: 2
// title.en: Rings that hold memory
// title.ko: 메모리를 붙잡는 고리
// panels: memory, graph
// expect: the ring: true
// expect: without the ring: true
// expect: ten rounds done, [10000]

// %% [markdown] lang=en
// A variable knows its creator, and the function knows its output. So the two point at each other: a
// **ring**. Python throws an object away as soon as nobody points at it any more. In a ring somebody
// always does, so the memory stays until a slower clean-up comes by. With large arrays that hurts.
//
// The cure: the function points at its output only **weakly**. A weak reference lets you find the object
// while it lives, but does not keep it alive. One direction is enough: from the output back to the
// input.
//
// TypeScript cleans up in another way and would not suffer from the ring. The Memory panel therefore
// counts as Python does: a value lives as long as a name, a function or a gradient holds it.
//
// **Try.** Change 10 to 50 rounds. Does the highest point in the Memory panel rise?
//
// **Look.** The Memory panel: ten equal waves. Every round replaces `y`, and with it the whole graph of
// the round before goes away. The line does not climb.
//
// **Exercise.** Keep every result in a list. What does the memory curve do, and who holds the arrays?
// <details>
// `const kept = []` before the loop and `kept[i] = y` as its last line. Now the list holds each `y`, each `y`
// holds its creator, that one its inputs, and so on: the curve climbs in ten steps.
// </details>

// %% [markdown] lang=ko
// 변수는 창조자를 알고 함수는 출력을 압니다. 그래서 둘은 서로를 가리킵니다. **고리**가 생긴 것입니다.
// Python은 아무도 가리키지 않는 객체를 곧바로 버립니다. 고리 안에서는 늘 누군가 가리키므로, 더 느린 청소가
// 올 때까지 메모리가 남습니다. 배열이 크면 큰 문제가 됩니다.
//
// 해결책은 함수가 출력을 **약하게** 가리키는 것입니다. 약한 참조로는 살아 있는 객체를 찾을 수 있지만, 그것이
// 객체를 살려 두지는 않습니다. 출력에서 입력으로 가는 한 방향이면 충분합니다.
//
// TypeScript는 다른 방식으로 청소하므로 고리가 있어도 괜찮습니다. 그래서 메모리 패널은 Python처럼 셉니다.
// 이름이나 함수나 기울기가 붙잡고 있는 동안 값이 살아 있다고 봅니다.
//
// **해 보기.** 10번을 50번으로 바꿔 보세요. 메모리 패널의 가장 높은 점이 올라가나요?
//
// **살펴보기.** 메모리 패널에 같은 물결이 열 번 나타납니다. 매번 `y`가 바뀌면서 앞 회의 그래프가 통째로
// 사라집니다. 선은 위로 올라가지 않습니다.
//
// **연습.** 결과를 모두 목록에 남겨 보세요. 메모리 곡선은 어떻게 되고, 배열은 누가 붙잡고 있을까요?
// <details>
// 반복문 앞에 `const kept = []`, 반복문 끝줄에 `kept[i] = y`를 씁니다. 목록이 `y`를, `y`가 창조자를, 창조자가 입력을
// 붙잡아서 곡선이 열 번 계단처럼 올라갑니다.
// </details>

// %% A ring of two objects ko="두 객체의 고리"
class Box {
  creator: Maker | null = null
}

class Maker {
  output!: Box

  make(): Box {
    const box = new Box()
    box.creator = this
    this.output = box
    return box
  }
}

const ringed = new Maker().make()
print('the ring:', ringed.creator.output === ringed)

// %% A weak way back opens the ring ko="약한 참조가 고리를 풉니다"
class WeakMaker {
  output!: WeakRef<Box>

  make(): Box {
    const box = new Box()
    box.creator = this
    this.output = new WeakRef(box)
    return box
  }
}

const open = new WeakMaker().make()
print('without the ring:', open.creator.output.deref() === open)

// %% Ten rounds with 10,000 numbers ko="숫자 만 개로 열 번 반복"
let y = new Variable(np.zeros(1))
for (let i = 0; i < 10; i++) {
  const x = new Variable(np.random.randn(10000))
  y = square(square(square(x)))
}
print('ten rounds done,', y.shape)
