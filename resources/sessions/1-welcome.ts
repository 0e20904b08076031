// title.en: Welcome: a variable used twice
// title.ko: 환영합니다: 두 번 쓰인 변수

// %% [markdown] lang=en
// Press **Run all** (Ctrl+Enter). The graph on the right is the record of what was computed:
// `a` goes into two functions, so its gradient is the sum of two parts (step 16 of the book).

// %% [markdown] lang=ko
// **모두 실행**(Ctrl+Enter)을 누르세요. 오른쪽 그래프는 계산된 내용을 그대로 기록한 것입니다. `a`는 두 함수에
// 들어가므로 `a`의 기울기는 두 갈래에서 온 값의 합입니다(책의 16단계).

// %% A variable used twice ko="두 번 쓰인 변수"
const x = new Variable(np.array(2.0))
const a = square(x)
const y = add(square(a), square(a))
y.backward()

print(y.data)
print(x.grad.data)
