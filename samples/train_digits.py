"""Trains digits.nn in PyTorch and writes digits.safetensors and the held-out digits.

Run: python3 train_digits.py

Every fifth digit is held out. The network takes pixels from 0 to 16: the scaling to -1 to 1 is
folded into the first layer. The tensors have the names of the modules below, which are the labels
in digits.nn.
"""

import gzip
import os
from collections import OrderedDict

import numpy as np
from torch import nn

import training


def network():
    return nn.Sequential(
        OrderedDict(
            hidden=nn.Linear(64, 64),
            relu=nn.ReLU(),
            dropout=nn.Dropout(0.2),
            digit=nn.Linear(64, 10),
        )
    )


def main():
    with gzip.open(os.path.join(training.DATA, "digits.csv.gz")) as file:
        table = np.loadtxt(file, delimiter=",")
    train, held_out = training.split(table[:, :64], table[:, 64].astype(int), every=5)
    mean, scale = np.full(64, 8.0), np.full(64, 8.0)
    weights = training.train(network, *train, mean, scale, steps=600, noise=0.5, seed=1)
    training.fold_scaling(weights, "hidden", mean, scale)
    training.report(network, training.save("digits", weights, held_out), held_out)


if __name__ == "__main__":
    main()
