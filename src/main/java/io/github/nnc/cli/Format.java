package io.github.nnc.cli;

/** For whom something is printed. */
enum Format {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON
}
