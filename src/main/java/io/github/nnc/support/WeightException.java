package io.github.nnc.support;

import java.io.IOException;
import java.util.Locale;

/**
 * Weights that cannot be used. A reader throws one for a damaged file; the matcher collects one for every tensor that
 * does not fit, and throws one of kind {@link #SEVERAL} whose message lists them.
 */
public final class WeightException extends IOException {
    private static final long serialVersionUID = 1;

    public static final String DAMAGED = "damaged";
    public static final String DUPLICATE = "duplicate";
    public static final String TOO_LARGE = "too large";
    public static final String TYPE = "type";
    public static final String NOT_FINITE = "not finite";
    public static final String MISSING = "missing";
    public static final String EXTRA = "extra";
    public static final String SHAPE = "shape";
    public static final String COUNT = "count";
    public static final String DIFFERS = "differs";
    public static final String SEVERAL = "several";

    /** One of the constants of this class. */
    public final String kind;

    /** The line of the expected tensors that it concerns, counted from 0, or -1 where it concerns the file. */
    public final int slot;

    /** Its message is the values put into the format, as by {@link String#format}. */
    public WeightException(String kind, int slot, String format, Object... values) {
        super(String.format(Locale.ROOT, format, values));
        this.kind = kind;
        this.slot = slot;
    }
}
