// title: Welcome: a variable used twice
// %% [markdown]
// # A variable used twice
// Press **Run all** (Ctrl+Enter). The graph on the right is the record of what was computed:
// `a` goes into two functions, so its gradient is the sum of two parts (step 16 of the book).

// %% A variable used twice
const x = new Variable(np.array(2.0))
const a = square(x)
const y = add(square(a), square(a))
y.backward()

print(y.data)
print(x.grad.data)
