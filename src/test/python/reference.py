"""Computes all stored reference vectors and state_dict files with PyTorch, in float64.

Run: python3 reference.py
"""

import os

import activation_cases
import carry_cases
import choice_cases
import general_cases
import join_cases
import layer_cases
import library_cases
import map_cases
import recurrent_cases
import norm_cases
import operand_cases
import picking_cases
import place_cases
import pool_cases
import resize_cases
import rank_cases
import sample_cases
import sequence_cases
import start_cases
import state_dict_cases
import structure_cases
import transformer_cases
import window_cases
from vectors import RESOURCES


def main():
    for folder in ("reference", "state_dict"):
        os.makedirs(os.path.join(RESOURCES, folder), exist_ok=True)
    activation_cases.main()
    general_cases.main()
    layer_cases.main()
    join_cases.main()
    operand_cases.main()
    picking_cases.main()
    place_cases.main()
    pool_cases.main()
    map_cases.main()
    choice_cases.main()
    structure_cases.main()
    sequence_cases.main()
    transformer_cases.main()
    window_cases.main()
    recurrent_cases.main()
    start_cases.main()
    carry_cases.main()
    norm_cases.main()
    rank_cases.main()
    resize_cases.main()
    library_cases.main()
    sample_cases.main()
    state_dict_cases.main()


if __name__ == "__main__":
    main()
