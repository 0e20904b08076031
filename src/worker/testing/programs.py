# Runs a JSON list of programs, each a list of statements [name, expression], and writes for each the printed texts. A
# statement that fails prints "error" and leaves its name as it was; whole numbers beyond int32 end the program.
import json
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")


def run(statements):
    scope, printed = {"np": np}, []
    for name, expression in statements:
        try:
            value = eval(expression, scope)
            # A 0-d array and NumPy's scalars print alike, and so does the array that stands for both in the lab.
            value = np.asarray(value)
            if value.dtype.kind == "i" and value.size > 0 and np.abs(value).max() > 2147483647:
                return printed
            scope[name] = value
            printed.append(str(value))
        except Exception:
            printed.append("error")
    return printed


json.dump([run(program) for program in json.load(sys.stdin)], sys.stdout)
