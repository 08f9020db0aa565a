"""Writes every workload (fixed seeds) into $WORKLOADS: .npy for Python, raw little-endian .bin (int32 or float64) for Java.

A: categorical, 5 states, 50 symbols, 1,000 sequences of 1,000. B: Gaussian, 5 states, 8 dimensions, unit covariance, same size.
C: categorical, 20 states, 50 symbols, 200 sequences of 1,000. G: tensors. H: recovery corpus. *_T0, *_O0, *_M0, *_pi0 are starts."""
import os
import numpy as np
DATA = os.environ.get("WORKLOADS", "workloads")

os.makedirs(DATA, exist_ok=True)


def put(name, a):
    np.save(os.path.join(DATA, name + ".npy"), a)
    kind = "<i4" if np.issubdtype(a.dtype, np.integer) else "<f8"
    np.ascontiguousarray(a, dtype=kind).tofile(os.path.join(DATA, name + ".bin"))


def chain(rng, k, stay):
    return stay * np.eye(k) + (1 - stay) * rng.dirichlet(np.ones(k), size=k)


def states(rng, pi, T, n_seq, length):
    cp, ct = np.cumsum(pi), np.cumsum(T, axis=1)
    z = np.empty((n_seq, length), dtype=np.int32)
    k = len(pi)
    z[:, 0] = np.minimum((rng.random(n_seq)[:, None] > cp).sum(1), k - 1)
    for t in range(1, length):
        z[:, t] = np.minimum((rng.random(n_seq)[:, None] > ct[z[:, t - 1]]).sum(1), k - 1)
    return z


def symbols(rng, O, z):
    c = np.cumsum(O, axis=1)
    u = rng.random(z.shape)
    x = np.empty_like(z)
    for s in range(len(O)):
        m = z == s
        x[m] = np.minimum(np.searchsorted(c[s], u[m]), O.shape[1] - 1)
    return x


def discrete(tag, seed, k, d, n_seq, length):
    rng = np.random.default_rng(seed)
    pi, T, O = rng.dirichlet(np.ones(k)), chain(rng, k, 0.6), rng.dirichlet(0.5 * np.ones(d), size=k)
    z = states(rng, pi, T, n_seq, length)
    put(tag + "_obs", symbols(rng, O, z))
    for n, v in dict(pi=pi, T=T, O=O, pi0=rng.dirichlet(5 * np.ones(k)), T0=rng.dirichlet(5 * np.ones(k), size=k),
                     O0=rng.dirichlet(5 * np.ones(d), size=k)).items():
        put(tag + "_" + n, v)


def gaussian(tag, seed, k, d, n_seq, length, spread):
    rng = np.random.default_rng(seed)
    pi, T, M = rng.dirichlet(np.ones(k)), chain(rng, k, 0.6), spread * rng.standard_normal((k, d))
    z = states(rng, pi, T, n_seq, length)
    x = M[z] + rng.standard_normal((n_seq, length, d))
    put(tag + "_obs", x)
    flat = x.reshape(-1, d)
    for n, v in dict(pi=pi, T=T, M=M, pi0=rng.dirichlet(5 * np.ones(k)), T0=rng.dirichlet(5 * np.ones(k), size=k),
                     M0=flat[rng.choice(len(flat), k, replace=False)]).items():
        put(tag + "_" + n, v)


discrete("A", 101, 5, 50, 1000, 1000)
gaussian("B", 202, 5, 8, 1000, 1000, 1.0)
discrete("C", 303, 20, 50, 200, 1000)

# G: an exact rank-10 tensor and a rank-5 one with noise of 1e-3 relative Frobenius norm
rng = np.random.default_rng(404)
for tag, r, noise in (("G10", 10, 0.0), ("G5", 5, 1e-3)):
    fs = [rng.standard_normal((50, r)) for _ in range(3)]
    t = np.einsum("ir,jr,kr->ijk", *fs)
    e = rng.standard_normal(t.shape)
    put(tag + "_tensor", t + noise * np.linalg.norm(t) / np.linalg.norm(e) * e)
    put(tag + "_factors", np.stack(fs))

# H: one true model per seed; one sequence per n; ten random starts per seed
for seed in range(10):
    rng = np.random.default_rng(5000 + seed)
    k, d, g = 3, 6, 4
    pi = rng.dirichlet(np.ones(k))
    T, O = chain(rng, k, 0.6), rng.dirichlet(np.ones(d), size=k)
    M = 2.0 * rng.standard_normal((k, g))
    for n, v in dict(pi=pi, T=T, O=O, M=M, T0=rng.dirichlet(np.ones(k), size=(10, k)),
                     O0=rng.dirichlet(np.ones(d), size=(10, k)), pi0=rng.dirichlet(np.ones(k), size=10)).items():
        put(f"H{seed}_{n}", v)
    for n in (1000, 10000, 100000):
        z = states(rng, pi, T, 1, n)
        put(f"H{seed}_d{n}", symbols(rng, O, z)[0])
        x = M[z[0]] + rng.standard_normal((n, g))
        put(f"H{seed}_g{n}", x)
        put(f"H{seed}_g{n}_M0", x[rng.choice(n, (10, k))])
print("data in", DATA)
