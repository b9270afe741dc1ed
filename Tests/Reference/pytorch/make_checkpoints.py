"""Writes the small PyTorch checkpoints beside it that the tests read (made with torch 2.11).

    python make_checkpoints.py

The tests state every value; most tensors count upwards from a number that is their own.
"""

import collections
import os
import pathlib

import torch

folder = pathlib.Path (__file__).parent


def counting (start, *shape, dtype=torch.float32):
    return (start + torch.arange (torch.Size (shape).numel())).reshape (shape).to (dtype)


def save (name, content, on_gpu=(), **options):
    """As torch.save, but the tensors in on_gpu carry the tag of a machine that had a GPU."""
    pointers = {t.untyped_storage().data_ptr() for t in on_gpu}
    true_tag = torch.serialization.location_tag
    torch.serialization.location_tag = lambda s: "cuda:0" if s.data_ptr() in pointers else true_tag (s)

    try:
        torch.save (content, folder / name, **options)
    finally:
        torch.serialization.location_tag = true_tag


def numbered_module():
    module = torch.nn.Sequential (torch.nn.Linear (3, 2), torch.nn.BatchNorm1d (2))

    for i, (name, tensor) in enumerate (module.state_dict().items()):
        tensor.copy_ (counting (10 * i, *tensor.shape))

    return module


class Malicious:
    def __reduce__ (self):
        return os.system, ("touch stochastick-ran-a-pickle",)


plain = {"weights": counting (0, 2, 3), "step": 1234, "rate": 0.125, "negative": -70000, "long": 1 << 40,
         "text": "Größe", "yes": True, "no": False, "nothing": None, "list": [1, 2.5, "x"], "one": [300],
         "tuple": (1, 2, 3, 4), "pair": (5, 6), "size": torch.Size ([7, 8]), 9: "number as a key"}
save ("plain.pt", plain)
save ("protocol4.pt", plain, pickle_protocol=4)

save ("state-dict.pt", numbered_module().state_dict())
save ("classifier.pt", {"model": numbered_module().state_dict()})
save ("legacy.pt", numbered_module().state_dict(), _use_new_zipfile_serialization=False)

save ("parameters.pt", {"trained": torch.nn.Parameter (counting (1, 2, 2)),
                        "fixed": torch.nn.Parameter (counting (5, 3), requires_grad=False)})

base = counting (0, 4, 6)
save ("views.pt", {"base": base, "transposed": base.t(), "column": base[:, 2], "block": base[1:3, 2:5],
                   "second-columns": base.permute (1, 0)[::2], "repeated": base[3, 5].expand (2, 3)})

kinds = {"half": torch.half, "bfloat16": torch.bfloat16, "float": torch.float, "double": torch.double,
         "int64": torch.int64, "int32": torch.int32, "int16": torch.int16, "int8": torch.int8, "uint8": torch.uint8}
save ("types.pt", {**{name: counting (3, 2, 2, dtype=kind) for name, kind in kinds.items()},
                   "bool": torch.tensor ([True, False, True]), "scalar": torch.tensor (2.5),
                   "empty": torch.empty (0, 3), "large": torch.tensor ([1 << 62, -5])})

names = {"conv_1.weight": (2, 1, 3), "conv_1.bias": (2,), "embedding.RFF_freq": (1, 4), "last_conv.bias": ()}
averaged = [counting (100 * i + 1, *shape) for i, shape in enumerate (names.values())]
save ("crash.pt", {"step": 20010, "model": {name: counting (100 * i, *shape)
                                             for i, (name, shape) in enumerate (names.items())},
                   "ema_weights": averaged}, on_gpu=averaged)

save ("nested.pt", {"layers": [{"weight": counting (i, 2), "inner": collections.OrderedDict (bias=(counting (-i, 1),))}
                                for i in range (3)], "model": [1, 2]})
save ("storage.pt", {"typed": counting (0, 4)._typed_storage(), "untyped": counting (0, 2).untyped_storage()})
save ("malicious.pt", {"weights": counting (0, 3), "surprise": Malicious()})
