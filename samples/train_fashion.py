"""Trains fashion.nn in PyTorch on Debian's Fashion-MNIST and writes fashion.safetensors.

Run: apt-get install dataset-fashion-mnist, then python3 train_fashion.py (about a quarter of an hour on one core)

The 10,000 test images are only looked at after the last epoch; the first of them are written to
data/. The network takes pixels from 0 to 255: the scaling to 0 to 1 is folded into the first
convolution. The tensors have the names of the modules below; fashion.nn labels them alike, and
within a group numbers say which comes first.
"""

import gzip
import math
import os

import numpy as np
import torch
from torch import nn

import training

FASHION = "/usr/share/datasets/fashion-mnist"
EPOCHS, BATCH = 18, 128
STORED = 100


class Fashion(nn.Module):
    """Images come in as 1x28x28 pixels from 0 to 1, and leave as ten logits."""

    def __init__(self):
        super().__init__()
        self.fine = double(1, 16)
        self.middle = double(16, 32)
        self.coarse = double(32, 64)
        self.pool = nn.MaxPool2d(2)
        self.dropout = nn.Dropout(0.2)
        self.kind = nn.Linear(64, 10)

    def forward(self, x):
        x = self.pool(self.fine(x))
        x = self.pool(self.middle(x))
        x = self.coarse(x).mean(dim=(2, 3))
        return self.kind(self.dropout(x))


def double(before, channels):
    """Two convolutions that keep the size of the image, each normalised."""
    layers = []
    for arriving in (before, channels):
        layers.append(nn.Conv2d(arriving, channels, 3, padding=1, bias=False))
        layers += [nn.BatchNorm2d(channels), nn.ReLU()]
    return nn.Sequential(*layers)


def read(name):
    """One file of the data set: its header gives the number of dimensions and each of them."""
    with gzip.open(os.path.join(FASHION, name)) as file:
        content = file.read()
    sizes = np.frombuffer(content, ">u4", count=content[3], offset=4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * len(sizes)).reshape(sizes)


def images(part):
    """The images of "train" or "t10k" as n x 1 x 28 x 28 bytes, and their classes."""
    pixels = read(part + "-images-idx3-ubyte.gz")
    return pixels[:, None], read(part + "-labels-idx1-ubyte.gz").astype(np.int64)


def varied(x):
    """Mirrors half of the images and moves all of the batch by up to two pixels."""
    mirrored = torch.rand(len(x), 1, 1, 1) < 0.5
    x = torch.where(mirrored, x.flip(3), x)
    down, right = (int(n) for n in torch.randint(5, (2,)))
    return nn.functional.pad(x, (2, 2, 2, 2))[:, :, down : down + 28, right : right + 28]


def train(x, y):
    """Adam with decoupled decay; the rate rises for one epoch, then falls to zero as a cosine."""
    network = Fashion().to(memory_format=torch.channels_last).train()
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.006, weight_decay=0.02)
    per_epoch = len(x) // BATCH
    steps = EPOCHS * per_epoch

    def rate(step):
        rise = min(1.0, (step + 1) / per_epoch)
        return rise * 0.5 * (1 + math.cos(math.pi * step / steps))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    for epoch in range(EPOCHS):
        total = 0.0
        for rows in torch.randperm(len(x))[: per_epoch * BATCH].split(BATCH):
            optimizer.zero_grad()
            batch = varied(x[rows].float() / 255)
            loss = nn.functional.cross_entropy(network(batch), y[rows], label_smoothing=0.05)
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        print("epoch %d of %d: loss %.4f" % (epoch + 1, EPOCHS, total / per_epoch), flush=True)
    weights = {name: value.double().numpy() for name, value in network.state_dict().items()}
    return {name: w for name, w in weights.items() if not name.endswith("num_batches_tracked")}


def report(weights, x, y):
    """Prints how often the stored network, fed with raw pixels, is right on the test images."""
    network = Fashion().eval()
    stored = {name: torch.tensor(value) for name, value in weights.items()}
    network.load_state_dict(stored, strict=False)
    with torch.no_grad():
        right = sum(
            int((network(torch.tensor(x[at : at + 500]).float()).argmax(1).numpy() == y[at : at + 500]).sum())
            for at in range(0, len(x), 500)
        )
    print("test: %d of %d right, %.2f%%" % (right, len(y), 100.0 * right / len(y)))


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    x, y = images("train")
    weights = train(torch.tensor(x), torch.tensor(y))
    weights["fine.0.weight"] = weights["fine.0.weight"] / 255
    x, y = images("t10k")
    some = x[:STORED].reshape(STORED, -1), y[:STORED]
    report(training.save("fashion", weights, some), x, y)


if __name__ == "__main__":
    main()
