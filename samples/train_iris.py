"""Trains iris.nn in PyTorch and writes iris.safetensors and the held-out flowers.

Run: python3 train_iris.py

Every third flower is held out. The network takes centimetres: the scaling of the inputs is folded
into the first layer. The tensors have the names of the torch.nn.Sequential below.
"""

import os

import numpy as np
from torch import nn

import training


def network():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))


def main():
    table = np.loadtxt(os.path.join(training.DATA, "iris.csv"), delimiter=",", skiprows=1)
    train, held_out = training.split(table[:, :4], table[:, 4].astype(int), every=3)
    mean, scale = train[0].mean(axis=0), train[0].std(axis=0)
    weights = training.train(network, *train, mean, scale, steps=600, noise=0.1, seed=1)
    training.fold_scaling(weights, "0", mean, scale)
    training.report(network, training.save("iris", weights, held_out), held_out)


if __name__ == "__main__":
    main()
