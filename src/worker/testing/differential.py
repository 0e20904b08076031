# Answers the differential test: reads a JSON list of cases from standard input, evaluates each with NumPy, and writes
# a JSON list of {dtype, shape, data, str} or {error}. The lab's int32 stands where NumPy has int64.
import json
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")
NAMES = {"float64": np.float64, "float32": np.float32, "int32": np.int64, "bool": np.bool_}
BACK = {"float64": "float64", "float32": "float32", "int64": "int32", "bool": "bool"}
SPECIAL = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf"), "-0": -0.0}


def number(value):
    return SPECIAL[value] if isinstance(value, str) else value


def part(item):
    if item is None:
        return None
    if isinstance(item, str):
        if item == "...":
            return Ellipsis
        return slice(*[int(p) if p else None for p in item.split(":")])
    if isinstance(item, list):
        return np.array(item) if item else np.array(item, dtype=np.int64)
    return item


def index(items):
    return tuple(part(item) for item in items)


def build(spec):
    if "number" in spec:
        return number(spec["number"])
    data = [number(v) for v in spec["data"]]
    a = np.array(data, dtype=np.float64).astype(NAMES[spec["dtype"]]).reshape(spec["shape"])
    for view in spec["views"]:
        name, args = view[0], view[1]
        if name == "T":
            a = a.T
        elif name == "get":
            a = a[index(args)]
        elif name == "flip":
            a = np.flip(a, **args)
        elif name == "reshape":
            a = a.reshape(args)
        elif name == "transpose":
            a = a.transpose(args)
        elif name == "broadcast_to":
            a = np.broadcast_to(a, args)
    return a


def options(named):
    return {k: tuple(v) if isinstance(v, list) else v for k, v in named.items()}


def draw(seed, calls):
    random = np.random.RandomState(seed)
    out = []
    for name, args in calls:
        if name in ("shuffle", "permutation") and isinstance(args[0], list):
            a = np.arange(int(np.prod(args[0])), dtype=np.float64).reshape(args[0])
            result = random.permutation(a) if name == "permutation" else (random.shuffle(a), a)[1]
        else:
            result = getattr(random, name)(*args)
        out.append(np.asarray(result, dtype=np.float64).ravel())
    return np.concatenate(out)


def evaluate(case):
    if case["fn"] == "random":
        return draw(*case["rest"])
    fn, args, named = case["fn"], [build(a) for a in case["arrays"]], options(case.get("options", {}))
    rest = case.get("rest", [])
    if fn == "identity":
        return args[0]
    if fn == "get":
        return args[0][index(rest)]
    if fn == "set":
        a = args[0].copy()
        a[index(rest)] = args[1]
        return a
    if fn == "setview":
        base = args[0].copy()
        base.T[index(rest)] = args[1]
        return base
    if fn == "addAt":
        out = np.zeros(case["shape"], args[0].dtype)
        np.add.at(out, index(rest), args[0])
        return out
    if fn in ("concatenate", "stack"):
        return getattr(np, fn)(args, **named)
    if fn == "split":
        return np.concatenate([p.ravel() for p in np.split(args[0], *rest, **named)])
    if fn == "meshgrid":
        return np.stack(np.meshgrid(*args, **named))
    if fn in ("allclose", "array_equal"):
        return np.array(getattr(np, fn)(*args, **named))
    if fn == "astype":
        return args[0].astype(NAMES[rest[0]])
    if fn == "clip":
        return np.clip(args[0], *[number(r) for r in rest])
    return getattr(np, fn)(*args, *rest, **named)


def encode(value):
    if value != value:
        return "nan"
    if value in (float("inf"), float("-inf")):
        return "inf" if value > 0 else "-inf"
    if value == 0 and str(value).startswith("-"):
        return "-0"
    return value


def answer(case):
    try:
        out = np.asarray(evaluate(case))
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    flat = out.ravel().astype(np.float64).tolist()
    return {"dtype": BACK.get(out.dtype.name, out.dtype.name), "shape": list(out.shape), "data": [encode(v) for v in flat], "str": str(out)}


json.dump({"version": np.__version__, "answers": [answer(case) for case in json.load(sys.stdin)]}, sys.stdout)
