package com.example;

/** A program that is compiled without a word of vectors. */
public final class Scoring {

    private final Scores network;

    public Scoring(Scores network) {
        this.network = network;
    }

    /** The number of the highest score. */
    public int best(float[] x) {
        float[] y = network.forward(x);
        int best = 0;
        for (int i = 1; i < y.length; i++) {
            best = y[i] > y[best] ? i : best;
        }
        return best;
    }
}
