"""How fast other Python programs read one series after the other: points a second, one core, printed as JSON.

Runs in the environment that `bench/spc.py` makes, with the peers' own packages; Debo imports nothing of them.
Each is asked for what it has, a run chart with its rules and a P chart with limits; none reads many at once.
"""

import json
import time
import warnings

import numpy as np
import pandas as pd
import pycontrolcharts
import pyqicharts
from qikit.spc.compute import compute

LENGTH, SECONDS = 24, 3.0

warnings.filterwarnings("ignore")


def rate(work, series):
    """Points a second, over as many series as three seconds of the core's time take."""
    done, start = 0, time.process_time()
    while time.process_time() - start < SECONDS:
        work(*series[done % len(series)])
        done += 1
    return done * LENGTH / (time.process_time() - start)


def main():
    random = np.random.default_rng(2016)
    series = []
    for _ in range(200):
        n = random.integers(20, 200, LENGTH)
        y = random.binomial(n, 0.4)
        frame = pd.DataFrame({"x": range(LENGTH), "y": y, "n": n})
        series.append((y.astype(float), n.astype(float), frame))
    found = {
        "clinical-qikit, run chart": lambda y, _n, _f: compute("run", y),
        "clinical-qikit, P chart": lambda y, n, _f: compute("p", y / n, n),
        "pyqicharts, run chart": lambda _y, _n, f: pyqicharts.qic_table(f, "x", "y", chart="run"),
        "pyqicharts, P chart": lambda _y, _n, f: pyqicharts.qic_table(
            f, "x", "y", chart="p", denominator="n"
        ),
        "pycontrolcharts, P chart": lambda _y, _n, f: pycontrolcharts.calc_p(
            f, value_column="y", sample_size_column="n"
        ),
    }
    print(json.dumps({name: rate(work, series) for name, work in found.items()}))


if __name__ == "__main__":
    main()
