package io.github.nnc.layer;

/** How an untrained tensor is filled: {@code amount} is the bound, the deviation or the constant. */
public record Initialisation(Kind kind, double amount) {

    /** Evenly between {@code -bound} and {@code bound}. */
    public static Initialisation uniform(double bound) {
        return new Initialisation(Kind.UNIFORM, bound);
    }

    /** Normal with mean 0. */
    public static Initialisation normal(double deviation) {
        return new Initialisation(Kind.NORMAL, deviation);
    }

    public static Initialisation constant(double value) {
        return new Initialisation(Kind.CONSTANT, value);
    }

    /** The families of distributions. */
    public enum Kind {
        UNIFORM,
        NORMAL,
        CONSTANT
    }
}
