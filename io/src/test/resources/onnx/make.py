"""Makes the networks that the tests read: exact optimal predictors of x2,x3|x1 with their tables as weights.

Run here with Debian's python3-torch 1.13: /usr/bin/python3 make.py
"""

import torch
from torch.nn import Module, Parameter

T = torch.tensor([[0.7, 0.3], [0.4, 0.6]], dtype=torch.float64)
O = torch.tensor([[0.6, 0.3, 0.1], [0.1, 0.2, 0.7]], dtype=torch.float64)
M = torch.tensor([[1.5, -0.5, 0.25], [-1.0, 1.0, 0.5]], dtype=torch.float64)
PI = torch.tensor([4 / 7, 3 / 7], dtype=torch.float64)

JOINT = torch.einsum("h,ha,hg,gb,gi,ic->abc", PI, O, T, O, T, O)
TABLE = JOINT / JOINT.sum((1, 2), keepdim=True)


class Codes(Module):
    def __init__(self, table):
        super().__init__()
        self.table = Parameter(table.reshape(3, -1))

    def forward(self, context):
        return torch.nn.functional.embedding(context, self.table)


class OneHot(Module):
    def __init__(self, table):
        super().__init__()
        self.table = Parameter(table.reshape(3, -1))

    def forward(self, context):
        return context @ self.table


class Twice(OneHot):
    def forward(self, context):
        return context @ self.table, context.sum(1)


class Points(Module):
    def __init__(self):
        super().__init__()
        self.means = Parameter(M.clone())
        self.chain = Parameter(T.clone())
        self.level = Parameter(PI.log() - 0.5 * (M**2).sum(1))

    def forward(self, context):
        state = torch.softmax(context @ self.means.T + self.level, 1) @ self.chain
        return torch.einsum("nh,hb,hc->nbc", state, self.means, self.chain @ self.means)


def export(network, example, name, dynamic=True, outputs=("prediction",)):
    axes = {"context": {0: "batch"}} | {name: {0: "batch"} for name in outputs}
    torch.onnx.export(
        network,
        example,
        name + ".onnx",
        input_names=["context"],
        output_names=list(outputs),
        dynamic_axes=axes if dynamic else None,
        opset_version=13,
    )


one = torch.zeros(1, dtype=torch.int64)
vector = torch.zeros(1, 3)
single = TABLE.to(torch.float32)
export(Codes(single), one, "codes")
export(Codes(single), one[0], "code-alone", dynamic=False)
export(Codes(TABLE), one.reshape(1, 1).to(torch.int32), "codes-int32-double")
export(OneHot(single), vector, "one-hot")
export(OneHot(single), torch.zeros(4, 3), "one-hot-of-four", dynamic=False)
export(OneHot(single), vector[0], "one-hot-alone", dynamic=False)
export(Codes(single.log() + 2), one, "logits")
export(OneHot(single.log() - 1), vector, "one-hot-logits", outputs=("logits",))
export(OneHot(single.log() - 1), vector, "one-hot-unnamed-logits")
export(Points(), torch.zeros(1, 3, dtype=torch.float64), "points")
export(Twice(single), vector, "two-outputs", outputs=("prediction", "total"))
export(OneHot(single[:, :, :2]), vector, "six-numbers")
broken = single.clone()
broken[1, 0, 2] = float("nan")
export(Codes(broken), one, "nan")
