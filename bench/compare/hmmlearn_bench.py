"""Times hmmlearn on one workload: EM with 20 updates from the stored start, log-likelihood, Viterbi, posteriors.

usage: hmmlearn_bench.py WORKLOADS_DIR A|B|B-full|C em|loglik|viterbi|posterior SEQUENCES
Prints one line with tabs: seconds, CPU seconds of this thread, the log-likelihood (NaN where there is none, that of the
paths for viterbi). Loading and start-up are not counted."""
import os
import sys
import time
import warnings

import numpy as np
from hmmlearn import hmm

warnings.filterwarnings("ignore")
directory, workload, what, count = sys.argv[1:5]
tag = workload[0]


def load(name):
    return np.load(os.path.join(directory, f"{tag}_{name}.npy"))


obs = load("obs")[:int(count)]
lengths = np.full(obs.shape[0], obs.shape[1])
at_start = what == "em"
suffix = "0" if at_start else ""
k = len(load("pi"))
if tag == "B":
    x = obs.reshape(-1, obs.shape[2])
    shape = "full" if workload == "B-full" else "diag"
    model = hmm.GaussianHMM(k, covariance_type=shape, min_covar=0, covars_prior=0, covars_weight=0,
                            n_iter=20, tol=-np.inf, init_params="", implementation="scaling")
    d = x.shape[1]
    model.means_ = load("M" + suffix)
    model.covars_ = np.ones((k, d)) if shape == "diag" else np.tile(np.eye(d), (k, 1, 1))
else:
    x = obs.reshape(-1, 1)
    model = hmm.CategoricalHMM(k, n_iter=20, tol=-np.inf, init_params="", implementation="scaling")
    model.emissionprob_ = load("O" + suffix)
    model.n_features = model.emissionprob_.shape[1]
model.startprob_ = load("pi" + suffix)
model.transmat_ = load("T" + suffix)

result = float("nan")
begin, cpu = time.perf_counter(), time.thread_time()
if what == "em":
    model.fit(x, lengths)
elif what == "loglik":
    result = model.score(x, lengths)
elif what == "viterbi":
    result = model.decode(x, lengths)[0]
elif what == "posterior":
    model.predict_proba(x, lengths)
seconds, cpu = time.perf_counter() - begin, time.thread_time() - cpu
if what == "em":
    result = model.score(x, lengths)
print(f"{seconds:.6f}\t{cpu:.6f}\t{float(result)!r}".replace("nan", "NaN"))
