"""Writes fixtures.json beside this file: what SciPy, networkx and ruptures make of random input.

Run with Python 3, NumPy 2.4, SciPy 1.17, networkx 3.6 and ruptures 1.1; the seed makes it give the same file again.
"""

import json
import math
import pathlib
import random

import networkx
import numpy
import ruptures
from scipy.stats import contingency, chi2_contingency, entropy, variation

rng = random.Random(2011)
fixtures = {"tables": [], "figures": [], "keyness": [], "networks": [], "stages": []}

for height, width in [(2, 2), (3, 5), (9, 4), (6, 7)]:
    counts = [[rng.randint(1, 60) for _ in range(width)] for _ in range(height)]
    found = chi2_contingency(counts, correction=False)
    residuals = [
        [(o - e) / math.sqrt(e) for o, e in zip(row, expected)]
        for row, expected in zip(counts, found.expected_freq.tolist())
    ]
    fixtures["tables"].append(
        {
            "counts": counts,
            "expected": found.expected_freq.tolist(),
            "residuals": residuals,
            "chi_square": found.statistic,
            "degrees": found.dof,
            "cramers_v": contingency.association(counts, method="cramer"),
        }
    )

for n in [2, 5, 17, 60]:
    figures = [round(rng.uniform(100, 9000), 2) for _ in range(n)]
    weights = [rng.randint(1, 4000) for _ in range(n)]
    spread = [f for f, w in zip(figures, [w // 40 + 1 for w in weights]) for _ in range(w)]
    mean = sum(figures) / n
    # The mean absolute difference of all pairs over twice the mean: the definition itself.
    gini = sum(abs(a - b) for a in figures for b in figures) / (2 * n * n * mean)
    # Theil's T is ln n less the entropy of the shares.
    fixtures["figures"].append(
        {
            "figures": figures,
            "weights": [w // 40 + 1 for w in weights],
            "variation": float(variation(figures)),
            "weighted": float(variation(spread)),
            "gini": gini,
            "theil": math.log(n) - float(entropy(figures)),
        }
    )

for _ in range(6):
    n, m = rng.randint(500, 90000), rng.randint(500, 90000)
    a, b = rng.randint(1, n // 20), rng.randint(1, m // 20)
    g2 = chi2_contingency([[a, n - a], [b, m - b]], correction=False, lambda_="log-likelihood")
    fixtures["keyness"].append({"a": a, "n": n, "b": b, "m": m, "g2": g2.statistic})

for n, p in [(2, 1.0), (9, 0.3), (25, 0.12), (40, 0.06)]:
    for directed in [False, True]:
        graph = networkx.gnp_random_graph(n, p, seed=n, directed=directed)
        fixtures["networks"].append(
            {
                "nodes": n,
                "directed": directed,
                "edges": [list(edge) for edge in graph.edges()],
                "density": networkx.density(graph),
                "degree": [d for _, d in graph.degree()],
                "betweenness": [networkx.betweenness_centrality(graph)[v] for v in range(n)],
            }
        )



class Poisson(ruptures.base.BaseCost):
    """Twice the negative log-likelihood of counts of one mean, as ruptures asks for a cost."""

    model = ""
    min_size = 1

    def fit(self, signal):
        self.signal = signal
        return self

    def error(self, start, end):
        sums = self.signal[start:end].sum(axis=0)
        return float(sum(2 * (s - s * math.log(s / (end - start))) for s in sums if s > 0))


def poisson(mean):
    """One draw (Knuth)."""
    count, product = 0, rng.random()
    while product > math.exp(-mean):
        count, product = count + 1, product * rng.random()
    return count


for length, width in [(5, 1), (12, 1), (20, 1), (26, 3), (40, 2)]:
    for factor in [0.5, 1.0, 2.0]:
        means = [[rng.uniform(0.2, 9) for _ in range(width)] for _ in range(1 + length // 7)]
        rows = [[poisson(means[year // 7][s]) for s in range(width)] for year in range(length)]
        penalty = factor * width * math.log(length)
        search = ruptures.Pelt(custom_cost=Poisson(), min_size=1, jump=1)
        found = search.fit(numpy.array(rows, dtype=float)).predict(pen=penalty)
        fixtures["stages"].append(
            # The last of the ends is that of the series.
            {"rows": rows, "penalty": penalty, "cuts": found[:-1]}
        )

place = pathlib.Path(__file__).with_name("fixtures.json")
place.write_text(json.dumps(fixtures) + "\n", encoding="utf-8")
