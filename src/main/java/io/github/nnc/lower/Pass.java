package io.github.nnc.lower;

import io.github.nnc.kernel.Program;

/** One rewriting of a program that leaves what it computes unchanged, but for the rounding of reordered sums. */
interface Pass {

    Program apply(Program program);
}
