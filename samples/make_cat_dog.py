"""Writes cat_dog.safetensors and over_five.safetensors: weights set by hand, not trained.

Run: python3 make_cat_dog.py

cat_dog: the numbers are chosen so that the picture 0.5 0.8 0.2 gives the hidden values 0.62, 0.00
(killed by relu), 0.91, 0.15 and the probabilities 0.82 (cat) and 0.18 (dog). The tensors have the
names of torch.nn.Sequential(Linear(3, 4), ReLU(), Linear(4, 2), Softmax(-1)).

over_five: sigmoid(2 x - 10) is one half exactly at x = 5.
"""

import os

import numpy as np

import safetensors_io

HERE = os.path.dirname(os.path.abspath(__file__))

CAT_DOG = {
    "0.weight": np.array(
        [
            [0.4, 0.3, 0.4],
            [-0.6, 0.2, -0.5],
            [0.7, 0.5, 0.3],
            [-0.1, 0.2, -0.3],
        ]
    ),
    "0.bias": np.array([0.1, -0.1, 0.1, 0.1]),
    "2.weight": np.array([[0.8, -0.4, 0.7, 0.1], [-0.3, 0.6, 0.1, -0.5]]),
    "2.bias": np.array([0.1, -0.1]),
}

OVER_FIVE = {"0.weight": np.array([[2.0]]), "0.bias": np.array([-10.0])}


def main():
    x = np.array([0.5, 0.8, 0.2])
    hidden = np.maximum(0, CAT_DOG["0.weight"] @ x + CAT_DOG["0.bias"])
    logits = CAT_DOG["2.weight"] @ hidden + CAT_DOG["2.bias"]
    p = np.exp(logits) / np.exp(logits).sum()
    print("hidden", hidden.round(4), "P(cat) %.4f P(dog) %.4f" % tuple(p))
    assert hidden.round(2).tolist() == [0.62, 0.0, 0.91, 0.15] and round(p[0], 3) == 0.82
    safetensors_io.write(os.path.join(HERE, "cat_dog.safetensors"), CAT_DOG)
    safetensors_io.write(os.path.join(HERE, "over_five.safetensors"), OVER_FIVE)


if __name__ == "__main__":
    main()
