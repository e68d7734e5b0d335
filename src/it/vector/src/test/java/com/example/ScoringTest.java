package com.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScoringTest {

    /** {@code vector} or {@code plain}; absent where measuring decides. */
    private static final String EXPECTED = System.getProperty("expected");

    @Test
    void scoresAreTheSameOnBothTargets() {
        Scores network = Scores.random(7);
        float[] x = new float[Scores.INPUT_SIZE];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i % 7 - 3) / 3f;
        }
        float[] before = network.forward(x);
        int best = new Scoring(network).best(x);
        boolean switched = network.warmUp();
        System.out.println("Scores on " + Scores.target() + ", where " + EXPECTED + " is expected: best " + best);
        assertEquals(switched ? "vector" : "plain", Scores.target());
        assertArrayEquals(before, network.forward(x), 1e-5f);
        if (EXPECTED != null) {
            assertEquals(EXPECTED, Scores.target());
        }
    }

    @Test
    void aNetworkForTestsHasItsOwn() {
        float[] x = new float[OnlyTests.INPUT_SIZE];
        Arrays.fill(x, 0.5f);
        float[] y = OnlyTests.random(7).forward(x);
        assertEquals(10, y.length);
        assertTrue(y[0] != 0);
        if (EXPECTED != null) {
            assertEquals(EXPECTED, OnlyTests.target());
        }
    }

    @Test
    void aTinyNetworkIsPlain() {
        assertEquals("plain", Tiny.target());
        assertFalse(Tiny.random(7).warmUp());
    }
}
