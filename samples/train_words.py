"""Trains words.nn in PyTorch on Debian's list of American words and writes words.safetensors.

Run: apt-get install wamerican, then python3 train_words.py (about a quarter of an hour on one core)

A word is written as the token 0, its letters as 1 to 26, and 0 again; the network reads all but the
last token and says after each which one comes next. Only words of lower-case letters count, and
every twentieth of them is held out. The script prints how well these are predicted, and how many of
1,000 words that the stored network spells are words. The tensors have the names of the modules
below, which are the labels in words.nn.
"""

import math
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the matrices are too small to be worth waiting for

import numpy as np
import torch
from torch import nn

import safetensors_io
import training

WORDS = "/usr/share/dict/american-english"
LONGEST = 23
WIDTH, HEADS, BLOCKS = 64, 4, 12
EPOCHS, BATCH = 12, 192
BOUNDARY = 0


class Words(nn.Module):
    """Takes n tokens and gives n rows of 27 logits: what comes after each of them."""

    def __init__(self):
        super().__init__()
        self.letter = nn.Embedding(27, WIDTH)
        self.place = nn.Embedding(LONGEST + 1, WIDTH)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                WIDTH,
                HEADS,
                dim_feedforward=2 * WIDTH,
                dropout=0.0,
                activation="gelu",
                batch_first=True,
                norm_first=True,
            )
            for _ in range(BLOCKS)
        )
        self.norm = nn.LayerNorm(WIDTH)
        self.next = nn.Linear(WIDTH, 27)

    def forward(self, tokens):
        length = tokens.shape[1]
        x = self.letter(tokens) + self.place.weight[:length]
        later = torch.full((length, length), -math.inf, dtype=x.dtype).triu(1)
        for layer in self.layers:
            x = layer(x, src_mask=later)
        return self.next(self.norm(x))


def read():
    """All words of a to z that are not too long, in the order of the file, as lists of tokens."""
    with open(WORDS, encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    letters = set("abcdefghijklmnopqrstuvwxyz")
    return [tokens(w) for w in lines if 0 < len(w) <= LONGEST and set(w) <= letters]


def tokens(word):
    return [BOUNDARY] + [ord(letter) - 96 for letter in word] + [BOUNDARY]


def spelled(row):
    return "".join(chr(96 + token) for token in row if token != BOUNDARY)


def batches(words, generator):
    """All words once, in random order; the words of a batch have one length, so that none is padded."""
    by_length = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    found = []
    for same in by_length.values():
        table = torch.tensor(same)
        order = torch.randperm(len(table), generator=generator)
        found += [table[rows] for rows in order.split(BATCH)]
    return [found[i] for i in torch.randperm(len(found), generator=generator)]


def loss_of(network, batch):
    logits = network(batch[:, :-1])
    return nn.functional.cross_entropy(logits.reshape(-1, 27), batch[:, 1:].reshape(-1))


def train(words):
    """Adam with decoupled decay; the rate rises for one epoch, then falls to zero as a cosine."""
    network = Words().train()
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.003, weight_decay=0.02)
    generator = torch.Generator().manual_seed(2)
    per_epoch = len(batches(words, generator))

    def rate(step):
        rise = min(1.0, (step + 1) / per_epoch)
        return rise * 0.5 * (1 + math.cos(math.pi * min(1.0, step / (EPOCHS * per_epoch))))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    for epoch in range(EPOCHS):
        total = 0.0
        for batch in batches(words, generator):
            optimizer.zero_grad()
            loss = loss_of(network, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print("epoch %d of %d: loss %.4f" % (epoch + 1, EPOCHS, total / per_epoch), flush=True)
    return {name: value.double().numpy() for name, value in network.state_dict().items()}


def held_out_loss(network, words):
    """The mean over all letters and ends of words, in nats."""
    total = count = 0
    with torch.no_grad():
        for batch in batches(words, torch.Generator().manual_seed(3)):
            size = batch[:, 1:].numel()
            total += loss_of(network, batch).item() * size
            count += size
    return total / count


def pair_loss(train_words, words):
    """The same for a table of letter pairs: what one looks back at without a network."""
    counts = np.ones((27, 27))
    for word in train_words:
        np.add.at(counts, (word[:-1], word[1:]), 1)
    surprise = -np.log(counts / counts.sum(axis=1, keepdims=True))
    return np.concatenate([surprise[word[:-1], word[1:]] for word in words]).mean()


def spell(network, count, generator):
    """Words spelled letter by letter, each letter drawn with the probability that the network gives it."""
    rows = torch.full((count, 1), BOUNDARY)
    with torch.no_grad():
        while rows.shape[1] <= LONGEST:
            chances = torch.softmax(network(rows)[:, -1], -1)
            rows = torch.cat([rows, torch.multinomial(chances, 1, generator=generator)], 1)
    words = []
    for row in rows[:, 1:].tolist():
        words.append(spelled(row[: row.index(BOUNDARY)] if BOUNDARY in row else row))
    return words


def report(weights, words, held_out):
    network = Words().eval()
    network.load_state_dict({name: torch.tensor(value) for name, value in weights.items()})
    print("held out: %d words, %.3f nats a letter" % (len(held_out), held_out_loss(network, held_out)))
    print("a table of letter pairs: %.3f nats a letter" % pair_loss(words, held_out))
    known, unseen = {spelled(w) for w in words}, {spelled(w) for w in held_out}
    made = spell(network, 1000, torch.Generator().manual_seed(4))
    right = sum(word in known or word in unseen for word in made)
    print("spelled 1000 words: %d are in the list, %d of them held out" % (right, sum(w in unseen for w in made)))
    print("the first: " + " ".join(made[:20]))


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    words = read()
    held_out = words[19::20]
    learned = [word for i, word in enumerate(words) if i % 20 != 19]
    print("%d words to learn, %d held out" % (len(learned), len(held_out)), flush=True)
    path = os.path.join(training.HERE, "words.safetensors")
    safetensors_io.write(path, train(learned), dtype="F16")
    report(safetensors_io.read(path), learned, held_out)


if __name__ == "__main__":
    main()
