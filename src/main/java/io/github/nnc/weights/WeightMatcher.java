package io.github.nnc.weights;

import io.github.nnc.support.TensorNode;
import io.github.nnc.support.WeightVariants;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What generated classes do with a weight file, with problems as data. */
public final class WeightMatcher extends WeightVariants {

    private final List<WeightException> problems = new ArrayList<>();

    /** @param table the expected tensors, a line each; empty to read a file only */
    public WeightMatcher(String table) {
        super(table);
    }

    @Override
    protected IOException problem(int slot, String format, Object... values) {
        WeightException problem = WeightException.of(slot, String.format(format, values));
        problems.add(problem);
        return problem;
    }

    /** All that does not fit, in an order that does not depend on the file's. */
    public List<WeightException> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** The file's tensor for an expected one, or null where it found none. */
    public TensorNode bound(int slot) {
        return bound[slot];
    }
}
