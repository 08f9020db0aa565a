#!/usr/bin/env python3
"""Trains a small neural network on a masked task and writes it as ONNX, for `unmask read`.

    python3 scripts/neural_predictor.py --data tokens.txt --task 'x2,x3|x1' --out network.onnx
    unmask read network.onnx --task 'x2,x3|x1' --states 3

Data: a text whose characters are the symbols (the alphabet is what occurs, sorted), or with --points a CSV of numbers.
The network knows nothing of hidden states: one hidden layer of tanh, a softmax over all combinations of the targets for
symbols (log loss), or a linear layer onto the outer product of the targets for points (squared loss). A tenth of the
windows is held out and says when to stop. Needs PyTorch (made with 1.13 of Debian 12); deterministic for a seed.
"""

import argparse
import re

import numpy
import torch

BATCH = 1024
PATIENCE = 8


def positions(task):
    """Targets and contexts of a task such as x2,x3|x1, in its order."""
    targets, contexts = (re.findall(r"x(\d+)", part) for part in task.split("|"))
    return [int(p) for p in targets], [int(p) for p in contexts]


def windows(tokens, places):
    """Tokens at some places of every window."""
    width = max(places)
    last = len(tokens) - width + 1
    return [tokens[place - 1 : place - 1 + last] for place in places]


class OneHiddenLayer(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.layers = torch.nn.Sequential(
            torch.nn.Linear(inputs, hidden), torch.nn.Tanh(), torch.nn.Linear(hidden, outputs)
        )

    def forward(self, context):
        return self.layers(context)


class Centred(torch.nn.Module):
    """A network whose input and output are brought to unit size, so that the same steps suit all data."""

    def __init__(self, network, shift, scale, level, size, dimension):
        super().__init__()
        self.network = network
        self.dimension = dimension
        for name, value in (("shift", shift), ("scale", scale), ("level", level), ("size", size)):
            self.register_buffer(name, value)

    def forward(self, context):
        flat = self.network((context - self.shift) / self.scale) * self.size + self.level
        return flat.reshape(-1, self.dimension, self.dimension)


def minimise(network, loss, inputs, targets, steps, seed):
    """Adam with a falling rate; keeps the weights that were best on the held-out tenth."""
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(inputs), generator=generator)
    held, kept = order[: len(order) // 10], order[len(order) // 10 :]
    best, weights, waited = float("inf"), None, 0
    optimiser = torch.optim.Adam(network.parameters(), lr=0.01)
    rate = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    check = max(20, steps // 60)
    for step in range(steps):
        batch = kept[torch.randint(len(kept), (min(BATCH, len(kept)),), generator=generator)]
        optimiser.zero_grad()
        loss(network(inputs[batch]), targets[batch]).backward()
        optimiser.step()
        rate.step()
        if step % check == check - 1:
            with torch.no_grad():
                now = loss(network(inputs[held]), targets[held]).item()
            waited = 0 if now < best else waited + 1
            if now < best:
                best, weights = now, {name: value.clone() for name, value in network.state_dict().items()}
            elif waited >= PATIENCE and len(inputs) < 50_000:
                break
    network.load_state_dict(weights)
    return best


def symbols(arguments, targets, contexts):
    """Every window is one of d^3 or d^2, so their counts say all and a step is over all of them."""
    text = open(arguments.data, encoding="utf-8").read().strip("\n")
    alphabet, codes = numpy.unique(numpy.array(list(text)), return_inverse=True)
    d = len(alphabet)
    outcomes = d ** len(targets)
    cell = 0
    for token in windows(codes, contexts + targets):
        cell = cell * d + token
    cut = len(cell) - len(cell) // 10
    kept, held = (
        torch.tensor(numpy.bincount(part, minlength=d * outcomes), dtype=torch.float32).reshape(d, outcomes)
        for part in (cell[:cut], cell[cut:])
    )
    network = OneHiddenLayer(d, arguments.hidden, outcomes)
    every = torch.eye(d)

    def loss(counts):
        return -(counts * torch.log_softmax(network(every), 1)).sum() / counts.sum()

    optimiser = torch.optim.Adam(network.parameters(), lr=0.02)
    best, weights, waited = float("inf"), None, 0
    for step in range(arguments.steps):
        optimiser.zero_grad()
        loss(kept).backward()
        optimiser.step()
        if step % 10 == 9:
            with torch.no_grad():
                now = loss(held).item()
            waited = 0 if now < best else waited + 1
            if now < best:
                best, weights = now, {name: value.clone() for name, value in network.state_dict().items()}
            elif waited >= PATIENCE and step > 200:
                break
    network.load_state_dict(weights)
    print(f"symbols {','.join(alphabet)}; held-out log loss {best:.6f} nats a window")
    return torch.nn.Sequential(network, torch.nn.Softmax(1)), torch.zeros(1, d)


def points(arguments, targets, contexts):
    table = numpy.loadtxt(arguments.data, delimiter=",", skiprows=arguments.skip_rows, ndmin=2)
    tokens = torch.tensor(table, dtype=torch.float32)
    d = tokens.shape[1]
    seen = windows(tokens, contexts + targets)
    product = torch.einsum("nb,nc->nbc", seen[1], seen[2]).reshape(len(seen[0]), d * d)
    shift, scale, level = seen[0].mean(0), seen[0].std(0), product.mean(0)
    size = product.std()
    network = OneHiddenLayer(d, arguments.hidden, d * d)
    loss = minimise(
        network,
        torch.nn.functional.mse_loss,
        (seen[0] - shift) / scale,
        (product - level) / size,
        arguments.steps,
        arguments.seed,
    )
    print(f"points of {d} coordinates; held-out squared loss {loss:.6f} of the variance")
    return Centred(network, shift, scale, level, size, d), torch.zeros(1, d)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True)
    parser.add_argument("--task", required=True, help="one context position and one or two targets, such as 'x2,x3|x1'")
    parser.add_argument("--out", required=True)
    parser.add_argument("--points", action="store_true", help="the data are points, not characters")
    parser.add_argument("--skip-rows", type=int, default=1, help="lines above the numbers of a CSV (default 1)")
    parser.add_argument("--hidden", type=int, default=16)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    targets, contexts = positions(arguments.task)
    if len(contexts) != 1 or len(targets) > 2 or arguments.points and len(targets) != 2:
        parser.error("expected one context position and one or two targets (two for points)")
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1)
    network, example = (points if arguments.points else symbols)(arguments, targets, contexts)
    torch.onnx.export(
        network.eval(),
        example,
        arguments.out,
        input_names=["context"],
        output_names=["prediction"],
        dynamic_axes={"context": {0: "batch"}, "prediction": {0: "batch"}},
        opset_version=13,
    )


if __name__ == "__main__":
    main()
